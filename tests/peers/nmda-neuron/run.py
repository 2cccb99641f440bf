"""The same protocol in NEURON (CVODE, absolute tolerance 1e-12), for NeuronTests. Time in ms inside NEURON, rates per ms.

    apt-get install python3-neuron neuron-dev
    ln -s /usr/lib/nrn/nrnmech_makefile /usr/bin/        # where Debian's nrnivmodl looks for it
    LIBRARY_PATH=/usr/lib/nrn nrnivmodl; /usr/bin/python3 run.py > neuron.csv

Protocol: 10 uM glycine, 1 mM magnesium and 2 uM of the drug at -40 mV from time 0; glutamate 100 uM from 100 to 600 ms, none until 900 ms, 1000 uM until 1000 ms, none until 1500 ms.
"""
import math
from neuron import h

V = -40.0
RATES = dict(kon=31.6, koff=1010, gon=8.1, goff=88.57, kfp=3140, kfm=174, ksp=230, ksm=178, kd1p=85.1, kd1m=29.7, kd2p=230 * 0.18, kd2m=1.01,
             kblock=0.877, kunblock=0.38 * math.exp(0.79 * (V + 70) / (8.314462618 * 296.15 / 96485.33212 * 1e3)))
RATES["kmgoff"] = 5400 * math.exp(V / 47)
RATES["kmgon"] = RATES["kmgoff"] / (3.57 * math.exp(0.062 * V))

soma = h.Section()
scheme = h.NmdaScheme(soma(0.5))
for name, rate in RATES.items():
    setattr(scheme, name, rate / 1e3)
scheme.beta = 20
scheme.gly, scheme.mg, scheme.drug = 10, 1, 2

cvode = h.CVode()
cvode.active(1)
cvode.atol(1e-12)
cvode.rtol(1e-10)
h.finitialize(V)
print("time_s,open_probability,held")
for start, end, glutamate in ((0, 100, 0), (100, 600, 100), (600, 900, 0), (900, 1000, 1000), (1000, 1500, 0)):
    scheme.glu = glutamate
    cvode.re_init()
    for k in range(1, 11):
        cvode.solve(start + (end - start) * k / 10)
        print(f"{h.t / 1e3:.6f},{scheme.fO:.12e},{sum(getattr(scheme, s) for s in ['d%d%d' % (n, m) for n in range(3) for m in range(3)] + ['dF', 'dS', 'dO', 'dD1', 'dD2']):.12e}")
