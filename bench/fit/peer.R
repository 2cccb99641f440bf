# The peers of `ketascope fit` on R's data set Theoph (Boeckmann, Sheiner and Beal 1994), without observations at time 0:
#   nls      each subject alone, least squares
#   irls     all subjects pooled, nls again and again with weights of one over the square of its last prediction. (nlme's gnls is no peer here: where its variance
#            function has no parameter it stops after two rounds, with weights that are 2 to 8 % off those of its own predictions.)
#   optim    all subjects pooled, maximum likelihood with a proportional error, standard errors from the Hessian
# Prints one row an estimate. Debian: apt-get install r-base-core; Rscript bench/fit/peer.R > bench/fit/peer.csv
options(digits = 12)
theoph <- subset(as.data.frame(Theoph), Time > 0)
theoph$Subject <- as.integer(as.character(theoph$Subject))
row <- function(method, id, name, value, se) cat(sprintf("%s,%s,%s,%.10g,%.10g\n", method, id, name, value, se))
cat("method,ID,name,value,se\n")

for (id in sort(unique(theoph$Subject))) {
  one <- subset(theoph, Subject == id)
  fit <- nls(conc ~ SSfol(Dose, Time, lKe, lKa, lCl), one, start = list(lKe = log(0.08), lKa = log(1.5), lCl = log(0.04)), control = nls.control(tol = 1e-6, maxiter = 500, minFactor = 1e-6))
  table <- summary(fit)$coefficients
  for (p in rownames(table)) row("nls", id, toupper(substring(p, 2)), exp(table[p, 1]), exp(table[p, 1]) * table[p, 2])
  row("nls", id, "deviance", deviance(fit), NA)
  row("nls", id, "-2LL", -2 * as.numeric(logLik(fit)), NA)
}

start <- c(lKe = log(0.08), lKa = log(1.5), lCl = log(0.04))
weights <- 1 / theoph$conc^2
for (round in 1:60) {
  fit <- nls(conc ~ SSfol(Dose, Time, lKe, lKa, lCl), theoph, start = start, weights = weights, control = nls.control(tol = 1e-7, maxiter = 500, minFactor = 1e-6))
  start <- coef(fit)
  weights <- 1 / fitted(fit)^2
}
table <- summary(fit)$coefficients
for (p in rownames(table)) row("irls", "", toupper(substring(p, 2)), exp(table[p, 1]), exp(table[p, 1]) * table[p, 2])
row("irls", "", "sigma", summary(fit)$sigma, NA)

objective <- function(u) {
  f <- SSfol(theoph$Dose, theoph$Time, u[1], u[2], u[3])
  v <- exp(2 * u[4]) * f^2
  sum((theoph$conc - f)^2 / v + log(2 * pi * v))
}
best <- optim(c(log(c(0.08, 1.5, 0.04)), log(0.3)), objective, method = "BFGS", control = list(reltol = 1e-15, maxit = 10000, ndeps = rep(1e-5, 4)))
best <- optim(best$par, objective, method = "Nelder-Mead", control = list(reltol = 1e-15, maxit = 10000))
hessian <- optimHess(best$par, objective, control = list(ndeps = rep(1e-3, 4)))
se <- sqrt(diag(2 * solve(hessian)))
for (j in 1:4) row("optim", "", c("KE", "KA", "CL", "b")[j], exp(best$par[j]), exp(best$par[j]) * se[j])
row("optim", "", "-2LL", best$value, NA)
