"""The design of the cord in SciPy (Virtanen 2020, doi:10.1038/s41592-019-0686-2): the equations written again, with the numbers of models/cord/design/cord.ant.

Run from the root of the repository: python3 tests/peers/cord-scipy/run.py > tests/peers/cord-scipy/scipy.csv   (Debian: python3-scipy)
"""
import re
import sys

import numpy as np
from scipy.integrate import solve_ivp

NAMES = ["aC", "nC", "aA", "nA", "VE", "VI", "VP", "K", "ca", "s", "B", "A", "AE", "p", "Le", "q", "Ll", "D", "spikes"]
text = open("models/cord/design/cord.ant", encoding="utf-8").read()
P = {name: float(value) for name, value in re.findall(r"^\s*(\w+)\s*=\s*(-?[\d.]+(?:e-?\d+)?) ", text, re.M)}
assert len(P) > 80, len(P)


def rates(y, p):
    aC, nC, aA, nA, VE, VI, VP, K, ca, s, B, A, AE, ph, Le, q, Ll, D, _ = y
    rc, ra = p["rC"] + p["r0C"], p["rA"] + p["r0A"]
    fire = lambda V, m, b, a: 0.5 * m * (1 + np.tanh((V - b) / a))
    fE, fI, fP = fire(VE, p["mE"], p["bE"], p["aE"]), fire(VI, p["mI"], p["bI"], p["aI"]), fire(VP, p["mP"], p["bP"], p["aP"])
    kmg = p["K0"] * (1 + p["mp"] * ph)
    free = lambda V: 1 / (1 + p["Mg"] / (kmg * np.exp(V / p["V_mg"])))
    MP, ME, grown = free(VP), free(VE), 1 + p["gp"] * ph
    GP, GE = (p["nmda"] * (1 - B) * (1 - p["imax"] * site) * grown for site in (A, AE))
    L = p["lamE"] * Le + p["lamL"] * Ll
    S = (1 + L) * (1 + p["rho"] * D * ph * GP / grown)
    e = fE / p["mE"]
    JP = S * GP * MP * max(-VP / p["V_nmda"], 0) * (nC + p["wAP"] * e)
    JE = p["wAEN"] * GE * ME * max(-VE / p["V_nmda"], 0) * nA
    dVE = (p["Vr"] - VE + (p["wCE"] * S * aC + p["wAE"] * aA) * (-VE / p["V_ampa"]) + JE - p["wIE"] * (1 - D) * fI * (VE - p["E_Cl"]) / p["V_gaba"]) / p["tE"]
    dVI = (p["Vr"] - VI + p["wCI"] * aC + p["wAI"] * aA) / p["tI"]
    dVP = (p["Vr"] - VP + (p["wCP"] * S * aC + p["wEP"] * (1 + L) * fE) * (-VP / p["V_ampa"]) + p["wCN"] * JP
           - p["wIP"] * (1 - D) * fI * (VP - p["E_Cl"]) / p["V_gaba"] + p["wS"] * s * (p["ES"] - VP) / (p["ES"] - p["Vr"]) - p["wK"] * K - p["desc"]) / p["tP"]
    leave = p["ku"] * np.exp((VP - p["V_ku"]) * p["delta_site"] / p["V_thermal"])
    hill = lambda x: x / (1 + x)
    return [
        -aC / p["tauC"] + rc * max(1 - aC / p["aC_most"], 0),
        p["sigC"] * rc * (1 - nC) - nC / p["tauN"],
        -aA / p["tauA"] + ra * max(1 - aA / p["aA_most"], 0),
        p["sigA"] * ra * (1 - nA) - nA / p["tauN"],
        dVE, dVI, dVP,
        (fP - K) / p["tauK"],
        (-ca + p["kN"] * JP + p["kV"] * fP) / p["tauCa"],
        p["konS"] * ca**2 / (ca**2 + p["KCa"]**2) * (1 - s) - s / p["tauS"],
        p["PoM"] * (nC + p["wAPB"] * p["wAP"] * e) * (p["kb"] * p["Ceq"] * MP * (1 - B) - leave * B),
        p["kA"] * p["Cm"] * min(nC + 0.5 * e, 1) * (1 - A) - p["kB"] * A,
        p["kA"] * p["Cm"] * nA * (1 - AE) - p["kB"] * AE,
        (p["kp"] * hill((p["nmda"] * ca / p["Kp"])**4) + p["kpD"] * D) * (1 - ph) - ph / p["tauP"],
        p["potentiation"] * p["ke"] * hill((p["nmda"] * ca / p["Ke"])**4) * (1 - Le) - Le / p["tauLe"],
        (p["kN"] * JP - q) / p["tauq"],
        (p["potentiation"] * p["kl"] * hill((q / p["Kq"])**p["nq"]) * (1 - Ll) - Ll) / p["tauLl"],
        (p["D_given"] + (1 - p["D_given"]) * p["kD"] * Ll - D) / p["tauD"],
        fP,
    ]


def solve(y, start, end, **changed):
    p = {**P, **changed}
    longest = 0.05 if end - start < 60 else 600
    result = solve_ivp(lambda _, y: rates(y, p), (start, end), y, method="Radau", rtol=1e-8, atol=1e-11, max_step=longest)
    assert result.success, result.message
    return result.y[:, -1]


def start():
    y = np.zeros(len(NAMES))
    y[4:7] = -65
    return y


def train(label, rate, count, **changed):
    """Spikes from each volley to the next."""
    y = solve(start(), 0, 1.2, **changed)
    for k in range(count):
        y[0], y[1] = y[0] + 1, y[1] + P["sigC"] * (1 - y[1])
        before = y[18]
        y = solve(y, 1.2 + k / rate, 1.2 + (k + 1) / rate, **changed)
        print(f"{label},spikes {k + 1},{y[18] - before:.10g}")


def course(label, steps):
    y, time = start(), 0.0
    for seconds, changed in steps:
        y = solve(y, time, time + seconds, **changed)
        time += seconds
        for name in ("p", "Le", "Ll", "D", "B", "A"):
            print(f"{label},{name} at {time:g},{y[NAMES.index(name)]:.10g}")


print("what,quantity,value")
train("1 Hz", 1.0, 15)
train("0.5 Hz with 0.5 uM", 0.5, 8, Ceq=0.5, Cm=0.5)
course("injury", [(21600, {"rC": 1}), (3600, {}), (82800, {})])
course("chronic and a bath", [(259200, {"rC": 1, "D_given": 0.2}), (864000, {"rC": 0.24, "D_given": 0.2}),
                              (172800, {"rC": 0.24, "D_given": 0.2, "Ceq": 1.5, "Cm": 0.8}), (864000, {"rC": 0.24, "D_given": 0.2})])
sys.stdout.flush()
