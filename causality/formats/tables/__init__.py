"""Tables whose rows belong together by a key: found, indexed, and read report by report.

FAERS and VAERS keep a report in several files, and nothing says that they are in one order. So each
file is gone through once, and of every stretch of lines with one key only the key and the place are
kept (32 bytes); a report is then read from its places. Memory grows with the number of stretches -
some 100 MB for a quarter of FAERS - and not with what stands in the lines, and any order is read.
"""
