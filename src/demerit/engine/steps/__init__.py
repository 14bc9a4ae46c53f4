"""The named steps of one person's tick, in the kernel subset: whole numbers and flat arrays only.

Order: conduct -> feeds -> marks -> scores -> bands -> lists -> notice -> gates -> recourse -> response. The same source
runs as plain Python (lives), under Numba (runs) and on CUDA; nothing here imports any of them.
"""
