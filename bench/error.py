"""The largest error of a table written by `ketascope run --table` against a reference.

error.py population-pk OUT.csv SUBJECTS.csv     against the matrix exponential, relative to each state's peak in its subject
error.py stiff-receptor OUT.csv REF             against doubles written by the CVODE program at 1e-12; absolute, all states
error.py long-course OUT.csv REF                the same; absolute, of A1
error.py receptor OUT.csv REF.csv               against a table of our own at 1e-12; absolute, all columns
"""
import sys

import numpy as np
from scipy.linalg import expm

task, out, reference = sys.argv[1:]
table = np.loadtxt(out, delimiter=",", skiprows=1)
ids, values = table[:, 0].astype(int), table[:, 2:]
subjects = [values[ids == i] for i in np.unique(ids)]


def population_pk(cl, v1, q2):
    """Values at 0, 0.1 ... 24 h of the 7 states of population-pk.ant; the eighth component carries the infusion."""
    v2, q3, v3, fm, ktr, clm, vm1, qm, vm2, ke0, rate, end = 55, 40, 180, 0.8, 6, 60, 50, 70, 100, 10, 52.5, 40 / 60
    a = np.zeros((8, 8))
    a[0, [0, 1, 2]] = -(cl + q2 + q3) / v1, q2 / v2, q3 / v3
    a[1, [0, 1]] = q2 / v1, -q2 / v2
    a[2, [0, 2]] = q3 / v1, -q3 / v3
    a[3, [0, 3]] = fm * cl / v1, -ktr
    a[4, [3, 4, 5]] = ktr, -(clm + qm) / vm1, qm / vm2
    a[5, [4, 5]] = qm / vm1, -qm / vm2
    a[6, [0, 6]] = ke0 / v1, -ke0
    during = a.copy()
    during[0, 7] = rate
    start = np.eye(8)[7]
    rows = []
    at_end = expm(during * end) @ start
    for k in range(241):
        t = 0.1 * k
        rows.append((expm(during * t) @ start if t <= end else expm(a * (t - end)) @ at_end)[:7])
    return np.array(rows)


if task == "population-pk":
    rows = np.loadtxt(reference, delimiter=",", skiprows=1)
    error = 0.0
    for row, ours in zip(rows, subjects):
        exact = population_pk(*row[1:4])
        error = max(error, np.max(np.abs(ours - exact) / exact.max(axis=0)))
elif task == "receptor":
    error = np.abs(values - np.loadtxt(reference, delimiter=",", skiprows=1)[:, 2:]).max()
else:
    shape = (-1, 220, 18) if task == "stiff-receptor" else (-1, 1345, 6)
    exact = np.fromfile(reference).reshape(shape)[: len(subjects)]
    difference = np.abs(np.array(subjects) - exact)
    error = difference.max() if task == "stiff-receptor" else difference[:, :, 0].max()
print(f"{error:.2g}")
