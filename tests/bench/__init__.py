"""Measurements, as ratios within one run where they are of time: `make bench`, or one of them by `python -m`.

speed     parsing to JSON against jieba.lcut of the same texts
labels    naming of printed labels: how many a second, how many right
memory    resident memory over 20,000 reports
help      gongkai --help against a bare Python
accuracy  rendered reports at the wild's drift and at twice that, with the aliases and without
"""
