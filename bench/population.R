# The peer of a population: the people of a subjects.csv of ours, solved by deSolve (lsoda, equations in C), then exposure and percentiles with R's own
# functions. Prints what it took, then how far the numbers are from those of our folder. The absolute tolerance is below deSolve's 1e-6, with which the last
# points, from which half-lives come, would be noise; it costs no time.
#   Rscript bench/population.R LIBRARY FOLDER      LIBRARY: population.c as R CMD SHLIB makes it; FOLDER: of simulate "0.5 mg/kg iv over 40 min" --out
library(deSolve)
arguments <- commandArgs(trailingOnly = TRUE)
dyn.load(arguments[1])
people <- read.csv(file.path(arguments[2], "subjects.csv"), check.names = FALSE)
ours <- read.csv(file.path(arguments[2], "percentiles.csv"), check.names = FALSE)
shown <- unique(ours[["time [h]"]])
end <- 2/3
tail <- unique(c(seq(max(shown), 48, 1), seq(50, end + 144, 2)))[-1]
times <- c(shown, tail)
during <- sort(unique(c(times[times < end], end)))
after <- c(end, times[times > end + 1e-9])
places <- match(round(times, 9), round(c(during, after[-1]), 9))
stopifnot(!anyNA(places))

solve <- function(person) {
  V1 <- 133 * exp(person[1]); CL <- 95.2 * exp(person[2]); N1 <- 98.638 * exp(person[3]); CN <- 57.72 * exp(person[4])
  half <- function(rate, clearance) c(rate, 23.2/V1, 23.2/187, 157/V1, 157/98.8, clearance/V1, 42.778/N1, 42.778/160.04, CN/N1)
  run <- function(y, times, rate) ode(y, times, "population_rates", c(half(rate, CL), half(rate, 0.859 * CL)), method = "lsoda",
    rtol = 1e-6, atol = 1e-10, dllname = "population", initfunc = "population_init")[, -1, drop = FALSE]
  first <- run(numeric(10), during, 17.5/end)
  y <- rbind(first, run(first[nrow(first), ], after, 0)[-1, ])[places, ]
  S <- 1000 * y[, 1]/V1; R <- 1000 * y[, 6]/V1; nS <- 1000 * y[, 4]/N1; nR <- 1000 * y[, 9]/N1
  cbind(S + R, S, R, nS + nR, nS, nR)
}

# Areas linear up and logarithmic down; the terminal phase is the longest among the last points whose adjusted R^2 is as good as the best's.
area <- function(t, y) {
  n <- length(y); a <- y[-n]; b <- y[-1]; falls <- a > b & b > 0
  sum(diff(t) * ifelse(falls, (a - b)/log(ifelse(falls, a/b, 2)), (a + b)/2))
}
terminal <- function(t, y) {
  use <- which(t >= end & seq_along(y) > which.max(y))
  x <- rev(t[use]); v <- rev(log(y[use])); n <- seq_along(x); x <- x - x[1]; v <- v - v[1]
  sx <- cumsum(x); sv <- cumsum(v); xx <- cumsum(x^2) - sx^2/n; xv <- cumsum(x * v) - sx * sv/n; vv <- cumsum(v^2) - sv^2/n
  fit <- 1 - (1 - pmin(1, xv^2/(xx * vv))) * (n - 1)/(n - 2)
  fit[n < 3 | xv >= 0] <- -Inf
  k <- max(which(fit >= max(fit) - 1e-9))
  -xv[k]/xx[k]
}
exposure <- function(y) {
  kept <- seq_along(shown)
  top <- which.max(y[kept]); rate <- terminal(times, y)
  c(Cmax = y[top], Tmax = times[top], AUClast = area(shown, y[kept]), AUCinf = area(times, y) + y[length(y)]/rate, `half-life` = log(2)/rate)
}

etas <- as.matrix(people[, 2:5])
started <- proc.time()
courses <- lapply(seq_len(nrow(etas)), function(i) solve(etas[i, ]))
solved <- proc.time()
measures <- sapply(courses, function(one) apply(one, 2, exposure))
spread <- apply(measures, 1, quantile, c(0.5, 0.05, 0.95))
geometric <- exp(rowMeans(log(measures)))
values <- simplify2array(courses)[seq_along(shown), , ]
bands <- apply(values, c(1, 2), quantile, c(0.5, 0.05, 0.95))
summed <- proc.time()
used <- function(a, b) sum((b - a)[c("user.self", "sys.self")])
cat(sprintf("subjects=%d solve_cpu_s=%.3f summary_cpu_s=%.3f\n", nrow(etas), used(started, solved), used(solved, summed)))

# Ours, in the same order: the measures of each subject, and the percentiles of each quantity over time.
theirs <- t(as.matrix(people[, -(1:5)]))
worst <- function(a, b) max(abs(a - b)/pmax(abs(b), 1e-300), na.rm = TRUE)
kinds <- rep(c("Cmax", "Tmax", "AUClast", "AUCinf", "half-life"), 6)
for (kind in unique(kinds)) {
  cat(sprintf("difference %s=%.1e\n", kind, worst(measures[kinds == kind, ], theirs[kinds == kind, ])))
}
mine <- apply(bands, 1, c)
yours <- as.matrix(ours[, c("median", "5 %", "95 %")])
peak <- ave(yours[, 1], ours$name, FUN = max)
cat(sprintf("difference percentiles=%.1e of the median's peak\n", max(abs(mine - yours)/peak)))
