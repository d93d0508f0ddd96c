"""The settings that LibreOffice runs with: no macros, no links, no network; and how it is called with them.

Converting files it runs no macros anyway; the settings say so again.
"""

from __future__ import annotations

from pathlib import Path

from gongkai.limits import MB

MEMORY = 4096 * MB  # of address space; it starts with 1 GB of it, and 600 pages take another

_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),  # none but of trusted places: there are none
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),  # no linked picture or section is read
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    # What still asked for the network would meet a proxy that is not there.
    ("Inet/Settings", "ooInetProxyType", "2"),
    *(("Inet/Settings", f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
)


def call(program: str, folder: Path) -> list[str]:
    """Return how LibreOffice is called with a profile in `folder`, which is written there."""
    profile = folder / "profile"
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user/registrymodifications.xcu").write_text(
        f'<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
    options = ["--headless", "--norestore", "--nologo", "--nolockcheck"]
    return [program, f"-env:UserInstallation={profile.as_uri()}", *options]
