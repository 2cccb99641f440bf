"""Reference values of two polynomial systems by Taylor series of order 40 in decimal arithmetic of 50 digits. Prints rows of references.csv."""
from decimal import Decimal as D, getcontext

getcontext().prec = 50
ORDER = 40


def product(a, b, n):
    return sum((a[i] * b[n - i] for i in range(n + 1)), D(0))


def brusselator(y, n, work):
    a, b = y
    work.append(product(a, a, n))
    triple = product(work, b, n)
    return [(D(1) if n == 0 else D(0)) + triple - 4 * a[n], 3 * a[n] - triple]


def lotka(y, n, work):
    ab = product(y[0], y[1], n)
    return [D("1.5") * y[0][n] - ab, ab - 3 * y[1][n]]


def solve(rates, start, end, steps):
    h = D(end) / steps
    state = [D(value) for value in start]
    for _ in range(steps):
        series, work = [[value] for value in state], []
        for n in range(ORDER):
            for s, rate in zip(series, rates(series, n, work)):
                s.append(rate / (n + 1))
        state = [sum(c * h**n for n, c in enumerate(s)) for s in series]
    return state


for name, rates, start, end in (("brusselator", brusselator, ("1.5", "3"), 20), ("lotka-volterra", lotka, ("1", "1"), 10)):
    coarse, fine = solve(rates, start, end, 1000), solve(rates, start, end, 1500)
    assert all(abs(a - b) < D("1e-25") for a, b in zip(coarse, fine)), (coarse, fine)
    for index, value in enumerate(fine):
        print(f"{name},{end},{index},{value:.18g}")
