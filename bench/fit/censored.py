#!/usr/bin/env python3
"""Data with values beyond the limits of an assay, and what an independent likelihood makes of them: bench/fit/censored.py  (writes censored.csv and censored-peer.csv beside itself)

Six subjects get 100 units into the first of two compartments; concentrations come from the closed form and Python's random numbers, with an error of 20 %. Above 8 they are
not measured (CENS -1), below 0.5 neither (CENS 1); of every other one of these it is known that it is above 0.3 (LIMIT). A value counts by its density, one that was not measured by the
probability of its range (Beal 2001, doi:10.1023/A:1012299115260, M3). Python's erfc and Nelder and Mead's search: nothing is shared with Ketascope. Needs no library.
"""
import math, os, random

TRUE = {"CL": 5.0, "V1": 10.0, "Q2": 8.0, "V2": 40.0}
TIMES = [0.1, 0.25, 0.5, 1, 2, 3, 4, 6, 8, 12, 18, 24]
UPPER, LOWER, DETECTION = 8.0, 0.5, 0.3
HERE = os.path.dirname(os.path.abspath(__file__))


def concentration(p, t):
    k10, k12, k21 = p["CL"] / p["V1"], p["Q2"] / p["V1"], p["Q2"] / p["V2"]
    total = k10 + k12 + k21
    root = math.sqrt(total * total - 4 * k10 * k21)
    fast, slow = (total + root) / 2, (total - root) / 2
    return 100 / p["V1"] * ((fast - k21) * math.exp(-fast * t) + (k21 - slow) * math.exp(-slow * t)) / (fast - slow)


def simulate():
    random.seed(14)
    rows, below = [], 0
    for subject in range(1, 7):
        for t in TIMES:
            value = concentration(TRUE, t) * (1 + 0.2 * random.gauss(0, 1))
            if value > UPPER:
                rows.append((subject, t, UPPER, -1, None))
            elif value < LOWER:
                below += 1
                rows.append((subject, t, LOWER, 1, DETECTION if value > DETECTION and below % 2 else None))
            else:
                rows.append((subject, t, float("%.4g" % value), 0, None))
    return rows


def log_share(low, high):
    """log(Phi(high) - Phi(low)), in the tail in which neither is near 1."""
    if low > 0:
        low, high = -high, -low
    return math.log(0.5 * (math.erfc(-high / math.sqrt(2)) - math.erfc(-low / math.sqrt(2))))


def objective(place, rows, error):
    p = {name: math.exp(x) for name, x in zip(TRUE, place)}
    a = math.exp(place[4]) if error in ("additive", "combined", "log") else 0
    b = math.exp(place[-1]) if error in ("proportional", "combined") else 0
    total = 0
    for _, t, value, censored, limit in rows:
        f = concentration(p, t)
        scale = math.log if error == "log" else float
        sd = math.sqrt(a * a + b * b * f * f) if error != "log" else a
        if censored == 0:
            total += ((scale(value) - scale(f)) / sd) ** 2 + math.log(2 * math.pi * sd * sd) + (2 * math.log(value) if error == "log" else 0)
            continue
        low = value if censored < 0 else limit
        high = value if censored > 0 else None
        low = -math.inf if low is None else (scale(low) - scale(f)) / sd
        high = math.inf if high is None else (scale(high) - scale(f)) / sd
        total -= 2 * log_share(low, high)
    return total


def minimize(function, start, width=0.2):
    best = list(start)
    for _ in range(40):
        simplex = [best] + [best[:i] + [best[i] + width] + best[i + 1:] for i in range(len(best))]
        simplex = [(function(x), x) for x in simplex]
        for _ in range(4000 * len(best)):
            simplex.sort(key=lambda corner: corner[0])
            if max(abs(x - y) for x, y in zip(simplex[-1][1], simplex[0][1])) < 1e-11:
                break
            n = len(best)
            centre = [sum(corner[1][i] for corner in simplex[:-1]) / n for i in range(n)]
            along = lambda by: (lambda x: (function(x), x))([c + by * (w - c) for c, w in zip(centre, simplex[-1][1])])
            tried = along(-1)
            if tried[0] < simplex[0][0]:
                tried = min(tried, along(-2))
            elif tried[0] >= simplex[-2][0]:
                tried = min(along(-0.5), along(0.5))
            if tried[0] < simplex[-1][0]:
                simplex[-1] = tried
            else:
                simplex = [simplex[0]] + [(lambda x: (function(x), x))([(u + v) / 2 for u, v in zip(x, simplex[0][1])]) for _, x in simplex[1:]]
        before, best = best, min(simplex)[1]
        width *= 0.7
        if max(abs(x - y) for x, y in zip(before, best)) < 1e-9:
            break
    return best


def main():
    rows = simulate()
    with open(os.path.join(HERE, "censored.csv"), "w") as file:
        file.write("ID,TIME,EVID,AMT,DV,CENS,LIMIT\n")
        for subject in range(1, 7):
            file.write(f"{subject},0,1,100,.,0,.\n")
            for _, t, value, censored, limit in [row for row in rows if row[0] == subject]:
                file.write(f"{subject},{t},0,.,{value:g},{censored},{'.' if limit is None else limit}\n")
    with open(os.path.join(HERE, "censored-peer.csv"), "w") as file:
        file.write("error,name,value\n")
        for error in ("proportional", "additive", "combined", "log"):
            start = [math.log(value) for value in TRUE.values()] + ([math.log(0.2)] * (2 if error == "combined" else 1))
            best = minimize(lambda place: objective(place, rows, error), start)
            names = list(TRUE) + {"proportional": ["b"], "additive": ["a"], "combined": ["a", "b"], "log": ["a"]}[error]
            for name, place in zip(names, best):
                file.write(f"{error},{name},{math.exp(place):.10g}\n")
            file.write(f"{error},-2LL,{objective(best, rows, error):.10g}\n")


main()
