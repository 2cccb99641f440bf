"""The cord's circuit in NEURON (Hines and Carnevale, doi:10.1162/neco.1997.9.6.1179), beside ours: cord.py FOLDER RTOL

Writes FOLDER/cord.mod with the equations again and the numbers of models/cord/design/cord.ant, compiles it, and solves eight cords for 14 days: 1 Hz for 3 d, then 0.20 to 0.27 Hz.
Prints the seconds of the solution and, for each cord, phosphorylation, early and late potentiation, and lost inhibition at the end. Debian: neuron, neuron-dev, python3-neuron.
"""
import os
import re
import subprocess
import sys
import time

folder, tolerance = sys.argv[1], float(sys.argv[2])
text = open("models/cord/design/cord.ant", encoding="utf-8").read()
numbers = {name: float(value) for name, value in re.findall(r"^\s*(\w+)\s*=\s*(-?[\d.]+(?:e-?\d+)?) ", text, re.M)}
states = "aC nC aA nA VE VI VP K ca s B A AE p Le q Ll D".split()
used = {name: value for name, value in numbers.items() if name not in states + ["spikes", "volley_at", "volley_size", "s_on"]}
ranged = ["rC", "Ceq", "Cm", "D_given"]
# NMODL knows names without regard to those of NEURON: every number gets a letter in front.
equations = """
    fE = 0.5*n_mE*(1 + tanh((VE - n_bE)/n_aE))
    fI = 0.5*n_mI*(1 + tanh((VI - n_bI)/n_aI))
    fP = 0.5*n_mP*(1 + tanh((VP - n_bP)/n_aP))
    kmg = n_K0*(1 + n_mp*p)
    MP = 1/(1 + n_Mg/(kmg*exp(VP/n_V_mg)))
    ME = 1/(1 + n_Mg/(kmg*exp(VE/n_V_mg)))
    grown = 1 + n_gp*p
    GP = n_nmda*(1 - B)*(1 - n_imax*A)*grown
    GE = n_nmda*(1 - B)*(1 - n_imax*AE)*grown
    L = n_lamE*Le + n_lamL*Ll
    S = (1 + L)*(1 + n_rho*D*p*GP/grown)
    e = fE/n_mE
    JP = S*GP*MP*above(-VP/n_V_nmda)*(nC + n_wAP*e)
    JE = n_wAEN*GE*ME*above(-VE/n_V_nmda)*nA
    rc = n_rC + n_r0C
    ra = n_rA + n_r0A
    hp = (n_nmda*ca/n_Kp)^4
    he = (n_nmda*ca/n_Ke)^4
    hq = (q/n_Kq)^n_nq
    bound = nC + 0.5*e
    if (bound > 1) { bound = 1 }
    aC' = 0.001*(-aC/n_tauC + rc*above(1 - aC/n_aC_most))
    nC' = 0.001*(n_sigC*rc*(1 - nC) - nC/n_tauN)
    aA' = 0.001*(-aA/n_tauA + ra*above(1 - aA/n_aA_most))
    nA' = 0.001*(n_sigA*ra*(1 - nA) - nA/n_tauN)
    VE' = 0.001*(n_Vr - VE + (n_wCE*S*aC + n_wAE*aA)*(-VE/n_V_ampa) + JE - n_wIE*(1 - D)*fI*(VE - n_E_Cl)/n_V_gaba)/n_tE
    VI' = 0.001*(n_Vr - VI + n_wCI*aC + n_wAI*aA)/n_tI
    VP' = 0.001*(n_Vr - VP + (n_wCP*S*aC + n_wEP*(1 + L)*fE)*(-VP/n_V_ampa) + n_wCN*JP - n_wIP*(1 - D)*fI*(VP - n_E_Cl)/n_V_gaba + n_wS*s*(n_ES - VP)/(n_ES - n_Vr) - n_wK*K - n_desc)/n_tP
    K' = 0.001*(fP - K)/n_tauK
    ca' = 0.001*(-ca + n_kN*JP + n_kV*fP)/n_tauCa
    s' = 0.001*(n_konS*ca*ca/(ca*ca + n_KCa*n_KCa)*(1 - s) - s/n_tauS)
    B' = 0.001*n_PoM*(nC + n_wAPB*n_wAP*e)*(n_kb*n_Ceq*MP*(1 - B) - n_ku*exp((VP - n_V_ku)*n_delta_site/n_V_thermal)*B)
    A' = 0.001*(n_kA*n_Cm*bound*(1 - A) - n_kB*A)
    AE' = 0.001*(n_kA*n_Cm*nA*(1 - AE) - n_kB*AE)
    p' = 0.001*((n_kp*hp/(1 + hp) + n_kpD*D)*(1 - p) - p/n_tauP)
    Le' = 0.001*(n_ke*he/(1 + he)*(1 - Le) - Le/n_tauLe)
    q' = 0.001*(n_kN*JP - q)/n_tauq
    Ll' = 0.001*(n_kl*hq/(1 + hq)*(1 - Ll) - Ll)/n_tauLl
    D' = 0.001*(n_D_given + (1 - n_D_given)*n_kD*Ll - D)/n_tauD
"""
spell = lambda formulas: re.sub(r"\b(" + "|".join(states) + r")\b", r"y_\1", formulas)
mechanism = f"""NEURON {{ SUFFIX dorsal
  RANGE {', '.join('n_' + name for name in ranged)}, {', '.join('y_' + name for name in states)} }}
PARAMETER {{
{chr(10).join(f'n_{name} = {value!r}' for name, value in used.items())}
}}
ASSIGNED {{ fE fI fP kmg MP ME grown GP GE L S e JP JE rc ra hp he hq bound }}
STATE {{ {' '.join('y_' + name for name in states)} }}
BREAKPOINT {{ SOLVE rates METHOD derivimplicit }}
INITIAL {{
{chr(10).join(f'y_{name} = {-65 if name in ("VE", "VI", "VP") else 0}' for name in states)}
}}
FUNCTION above(x) {{ if (x > 0) {{ above = x }} else {{ above = 0 }} }}
DERIVATIVE rates {{ {spell(equations)} }}
"""
with open(os.path.join(folder, "cord.mod"), "w", encoding="utf-8") as file:
    file.write(mechanism)
# What nrnivmodl does; Debian's has lost its makefile.
with open(os.path.join(folder, "mechanisms.c"), "w", encoding="utf-8") as file:
    file.write("extern void _cord_reg(void);\nvoid modl_reg(void) { _cord_reg(); }\n")
for command in ("nocmodl cord.mod", "gcc -O3 -march=native -fPIC -shared -I/usr/include cord.c mechanisms.c -o libcord.so -L/usr/lib/nrn -lnrniv -Wl,-rpath,/usr/lib/nrn"):
    subprocess.run(command.split(), cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

from neuron import h  # noqa: E402

h.nrn_load_dll(os.path.join(folder, "libcord.so"))
h.load_file("stdrun.hoc")
DAY = 86400e3
cords = [h.Section(name=f"cord{i}") for i in range(8)]
for i, cord in enumerate(cords):
    cord.insert("dorsal")
    cord(0.5).dorsal.n_rC, cord(0.5).dorsal.n_D_given = 1, 0.2
solver = h.CVode()
solver.active(1)
solver.use_local_dt(1)  # a step of its own for each cord: one for all takes ten times as long
solver.jacobian(1)     # the whole Jacobian: with its diagonal alone a day takes minutes
solver.rtol(tolerance)
solver.atol(tolerance * 1e-3)
solver.maxstep(DAY)


def later():
    for i, cord in enumerate(cords):
        cord(0.5).dorsal.n_rC = 0.2 + 0.01 * i
    solver.re_init()


event = h.FInitializeHandler(lambda: solver.event(3 * DAY, later))
h.finitialize(-65)
begun = time.perf_counter()
solver.solve(14 * DAY)
print(f"solve_s={time.perf_counter() - begun:.4f}")
for i, cord in enumerate(cords):
    print(i, *(f"{getattr(cord(0.5).dorsal, 'y_' + name):.9g}" for name in ("p", "Le", "Ll", "D")))
