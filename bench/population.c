/* The equations of models/pharmacokinetics/racemate-otto-2021 for deSolve, written by hand: S and R halves of five states each, amounts in mg, time in h.
   Parameters of a half: infusion rate, k12, k21, k13, k31, k10, n12, n21, n10 (k: ketamine, n: norketamine; 1/h). */
#define PER_HALF 9
static double parameters[2 * PER_HALF];

void population_init(void (*read)(int *, double *)) {
  int count = 2 * PER_HALF;
  read(&count, parameters);
}

void population_rates(int *count, double *time, double *y, double *dy, double *out, int *flags) {
  for (int half = 0; half < 2; half++) {
    const double *p = parameters + half * PER_HALF, *a = y + 5 * half;
    double *d = dy + 5 * half;
    d[0] = p[0] - (p[1] + p[3] + p[5]) * a[0] + p[2] * a[1] + p[4] * a[2];
    d[1] = p[1] * a[0] - p[2] * a[1];
    d[2] = p[3] * a[0] - p[4] * a[2];
    d[3] = p[5] * a[0] - (p[6] + p[8]) * a[3] + p[7] * a[4];
    d[4] = p[6] * a[3] - p[7] * a[4];
  }
}
