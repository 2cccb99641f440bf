"""Writes the CVODE program for the full receptor: receptor-peer.py RECEPTOR.xml > receptor.c   (RECEPTOR.xml: `ketascope convert bench/receptor.ant`)

Its right-hand side and its Jacobian are those of the model's reactions and rules: symbolic, constants folded in, common terms computed once. Dense linear algebra and a
restart at each pulse, as in the programs of ../shared/bench; sparse linear algebra with SuiteSparse's KLU when compiled with -DSPARSE. The two concentrations of ketamine are columns of the table of patches.

The program: receptor RTOL ATOL PATCHES.csv TIMES [OUT.csv]     prints the seconds of the solution; OUT.csv as `ketascope run --table` writes it
"""
import sys
import xml.etree.ElementTree as xml

import sympy

VARIED = ["s_ketamine_concentration", "r_ketamine_concentration"]
PULSE, PULSE_SIZE, SECONDS = "receptor__nmda__glutamate_pulse", 1100, 20
ARM = "L00 L10 L20 L01 L11 L21 L02 L12 L22 F S O D1 D2".split()

OPERATORS = {
    "times": lambda *a: sympy.prod(a),
    "plus": lambda *a: sum(a),
    "minus": lambda a, b=None: -a if b is None else a - b,
    "divide": lambda a, b: a / b,
    "power": lambda a, b: a**b,
    "exp": sympy.exp,
}


def tag(node):
    return node.tag.rsplit("}", 1)[-1]


def formula(node):
    if tag(node) == "cn":
        parts = [part.strip() for part in node.itertext()]
        return sympy.Float("e".join(parts), 17) if node.get("type") == "e-notation" else sympy.Float(parts[0], 17)
    if tag(node) == "apply":
        first, *rest = node
        return OPERATORS[tag(first)](*map(formula, rest))
    return sympy.Symbol("time" if tag(node) == "csymbol" else node.text.strip())


def maths(node):
    return formula(next(one for one in node.iter() if tag(one) == "math")[0])


model = list(xml.parse(sys.argv[1]).iter())
start = {one.get("id"): float(one.get("initialAmount", "nan")) for one in model if tag(one) == "species"}
constants = {one.get("id"): float(one.get("value", "nan")) for one in model if tag(one) == "parameter"}
rules = {one.get("variable"): maths(one) for one in model if tag(one) == "assignmentRule"}
# A parameter that begins with a formula of other parameters keeps its value.
rules |= {one.get("symbol"): maths(one) for one in model if tag(one) == "initialAssignment" and one.get("symbol") not in start}
change = {name: sympy.Integer(0) for name in start}
for one in model:
    if tag(one) == "rateRule":
        change[one.get("variable")] = maths(one)
        start[one.get("variable")] = constants[one.get("variable")]
    if tag(one) == "reaction":
        law = maths(next(part for part in one if tag(part) == "kineticLaw"))
        for part in one.iter():
            sign = {"listOfReactants": -1, "listOfProducts": 1}.get(tag(part))
            for reference in part if sign else []:
                change[reference.get("species")] += sign * float(reference.get("stoichiometry", 1)) * law
assert PULSE in change and all(name in constants for name in VARIED)

states = list(change)
index = {name: i for i, name in enumerate(states)}
fixed = {sympy.Symbol(name): value for name, value in constants.items() if name not in index and name not in VARIED and name not in rules and value == value}


def reduced(expression):
    """With rules and constants put in."""
    while True:
        named = [symbol for symbol in expression.free_symbols if str(symbol) in rules]
        if not named:
            return expression.subs(fixed)
        expression = expression.subs({symbol: rules[str(symbol)].subs(fixed) for symbol in named})


rates = [sympy.expand(reduced(change[name])) for name in states]
symbols = [sympy.Symbol(name) for name in states]
left = set().union(*(rate.free_symbols for rate in rates)) - set(symbols) - set(map(sympy.Symbol, VARIED))
assert not left, left
# By columns, and with the whole diagonal, as CVODE wants a sparse matrix.
jacobian = [(i, j, rates[i].diff(one)) for j, one in enumerate(symbols) for i in range(len(rates)) if i == j or one in rates[i].free_symbols]


def code(targets, expressions):
    names = {name: f"y[{i}]" for name, i in index.items()} | {name: f"p[{i}]" for i, name in enumerate(VARIED)}
    shared, results = sympy.cse(expressions, symbols=sympy.numbered_symbols("c"))
    write = lambda one: sympy.ccode(one.subs({symbol: sympy.Symbol(names[str(symbol)]) for symbol in one.free_symbols if str(symbol) in names}))
    return "\n".join([f"  const double {name} = {write(one)};" for name, one in shared] + [f"  {target} = {write(one)};" for target, one in zip(targets, results)])


n = len(states)
shown = {
    "receptor.nmda.free.O": ["receptor__nmda__free__O"],
    "receptor.nmda.Mg.total": [f"receptor__nmda__Mg__{state}" for state in ARM],
    "s_ketamine.total": [f"s_ketamine__arm__{state}" for state in ARM],
    "r_ketamine.total": [f"r_ketamine__arm__{state}" for state in ARM],
}
sums = ", ".join(" + ".join(f"y[{index[name]}]" for name in names) for names in shown.values())
initial = " ".join(f"y[{i}] = {start[name]!r};" for i, name in enumerate(states))
print(f"""// Written by bench/receptor-peer.py
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#ifdef SPARSE
#include <sunmatrix/sunmatrix_sparse.h>
#include <sunlinsol/sunlinsol_klu.h>
#else
#include <sunmatrix/sunmatrix_dense.h>
#include <sunlinsol/sunlinsol_dense.h>
#endif
#define N {n}
#define MOST 1000
#define ENTRIES {len(jacobian)}
static double now(void) {{ struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + 1e-9*t.tv_nsec; }}
static int rhs(realtype t, N_Vector state, N_Vector rate, void *user)
{{
  const double *y = NV_DATA_S(state), *p = user;
  double *d = NV_DATA_S(rate);
{code([f"d[{i}]" for i in range(n)], rates)}
  return 0;
}}
static int jac(realtype t, N_Vector state, N_Vector rate, SUNMatrix m, void *user, N_Vector a, N_Vector b, N_Vector c)
{{
  const double *y = NV_DATA_S(state), *p = user;
  static const sunindextype rows[] = {{ {", ".join(str(i) for i, _, _ in jacobian)} }}, starts[] = {{ {", ".join(str(sum(j < column for _, j, _ in jacobian)) for column in range(n + 1))} }};
  double J[ENTRIES];
{code([f"J[{k}]" for k in range(len(jacobian))], [one for _, _, one in jacobian])}
#ifdef SPARSE
  memcpy(SM_INDEXPTRS_S(m), starts, sizeof starts);
  memcpy(SM_INDEXVALS_S(m), rows, sizeof rows);
  memcpy(SM_DATA_S(m), J, sizeof J);
#else
  double *full = SM_DATA_D(m);
  memset(full, 0, sizeof(double)*N*N);
  for (int column = 0; column < N; column++)
    for (sunindextype k = starts[column]; k < starts[column + 1]; k++) full[rows[k] + column*N] = J[k];
#endif
  return 0;
}}
int main(int count, char **words)
{{
  double rtol = atof(words[1]), atol = atof(words[2]), patch[MOST][3], times[MOST];
  int patches = 0, points = 0;
  char line[256];
  FILE *file = fopen(words[3], "r");
  fgets(line, sizeof line, file);
  while (patches < MOST && fscanf(file, "%lf,%lf,%lf", patch[patches], patch[patches] + 1, patch[patches] + 2) == 3) patches++;
  fclose(file);
  file = fopen(words[4], "r");
  while (points < MOST && fscanf(file, "%lf", times + points) == 1) points++;
  fclose(file);
  double *out = calloc((size_t)patches*points*4, sizeof *out);
  SUNContext context;
  SUNContext_Create(NULL, &context);
  N_Vector state = N_VNew_Serial(N, context);
  double *y = NV_DATA_S(state), now_at, p[2];
  N_VConst(0, state);
  void *solver = CVodeCreate(CV_BDF, context);
  CVodeInit(solver, rhs, 0, state);
  CVodeSStolerances(solver, rtol, atol);
  CVodeSetUserData(solver, p);
  CVodeSetMaxNumSteps(solver, 10000000);
#ifdef SPARSE
  SUNMatrix matrix = SUNSparseMatrix(N, N, ENTRIES, CSC_MAT, context);
  CVodeSetLinearSolver(solver, SUNLinSol_KLU(state, matrix, context), matrix);
#else
  SUNMatrix matrix = SUNDenseMatrix(N, N, context);
  CVodeSetLinearSolver(solver, SUNLinSol_Dense(state, matrix, context), matrix);
#endif
  CVodeSetJacFn(solver, jac);
  double begun = now();
  for (int i = 0; i < patches; i++)
  {{
    p[0] = patch[i][1]; p[1] = patch[i][2];
    N_VConst(0, state);
    {initial}
    for (int pulse = 0, point = 0; pulse < {SECONDS}; pulse++)
    {{
      if (pulse > 0) y[{index[PULSE]}] += {PULSE_SIZE};
      CVodeReInit(solver, pulse, state);
      CVodeSetStopTime(solver, pulse + 1.0);
      for (; point < points && times[point] <= pulse + 1.0; point++)
      {{
        if (CVode(solver, times[point], state, &now_at, CV_NORMAL) < 0) return 3;
        const double values[4] = {{ {sums} }};
        memcpy(out + ((size_t)i*points + point)*4, values, sizeof values);
      }}
    }}
  }}
  printf("solve_s=%.6f\\n", now() - begun);
  if (count > 5)
  {{
    file = fopen(words[5], "w");
    fprintf(file, "ID,time,{','.join(shown)}\\n");
    for (int i = 0; i < patches; i++)
      for (int k = 0; k < points; k++)
      {{
        const double *v = out + ((size_t)i*points + k)*4;
        fprintf(file, "%.0f,%.17g,%.17g,%.17g,%.17g,%.17g\\n", patch[i][0], times[k], v[0], v[1], v[2], v[3]);
      }}
    fclose(file);
  }}
  return 0;
}}""")
