TITLE GluN1/2A with two co-agonists, magnesium and a trapped blocker: the scheme of models/receptors/nmda for a comparison of solvers
: One arm each for the free receptor (f), the one with magnesium (m) and the one with the drug (d) in its pore; only the open states exchange.
: Own text for NEURON; rates are parameters, set by run.py.

NEURON {
    POINT_PROCESS NmdaScheme
    RANGE glu, gly, mg, drug, v0, Po, held
    RANGE kon, koff, gon, goff, beta, kfp, kfm, ksp, ksm, kd1p, kd1m, kd2p, kd2m, kmgon, kmgoff, kblock, kunblock
}

UNITS { (uM) = (micro/liter) }

PARAMETER {
    glu = 0  gly = 10  mg = 0  drug = 0
    kon = 0 koff = 0 gon = 0 goff = 0 beta = 1 kfp = 0 kfm = 0 ksp = 0 ksm = 0 kd1p = 0 kd1m = 0 kd2p = 0 kd2m = 0
    kmgon = 0 kmgoff = 0 kblock = 0 kunblock = 0
}

ASSIGNED { Po held }

STATE { f00 f01 f02 f10 f11 f12 f20 f21 f22 fF fS fO fD1 fD2 m00 m01 m02 m10 m11 m12 m20 m21 m22 mF mS mO mD1 mD2 d00 d01 d02 d10 d11 d12 d20 d21 d22 dF dS dO dD1 dD2 }

INITIAL {
    f00 = 1
    Po = fO
    held = 0
}

BREAKPOINT {
    SOLVE scheme METHOD sparse
    Po = fO
    held = d00 + d01 + d02 + d10 + d11 + d12 + d20 + d21 + d22 + dF + dS + dO + dD1 + dD2
}

KINETIC scheme {
    ~ f00 <-> f10 (2*kon*glu, 1*koff/beta^2)
    ~ f00 <-> f01 (2*gon*gly, 1*goff/beta^2)
    ~ f01 <-> f11 (2*kon*glu, 1*koff/beta^1)
    ~ f01 <-> f02 (1*gon*gly, 2*goff/beta^2)
    ~ f02 <-> f12 (2*kon*glu, 1*koff/beta^0)
    ~ f10 <-> f20 (1*kon*glu, 2*koff/beta^2)
    ~ f10 <-> f11 (2*gon*gly, 1*goff/beta^1)
    ~ f11 <-> f21 (1*kon*glu, 2*koff/beta^1)
    ~ f11 <-> f12 (1*gon*gly, 2*goff/beta^1)
    ~ f12 <-> f22 (1*kon*glu, 2*koff/beta^0)
    ~ f20 <-> f21 (2*gon*gly, 1*goff/beta^0)
    ~ f21 <-> f22 (1*gon*gly, 2*goff/beta^0)
    ~ f22 <-> fF (kfp, kfm)
    ~ f22 <-> fS (ksp, ksm)
    ~ fF <-> fO (ksp, ksm)
    ~ fS <-> fO (kfp, kfm)
    ~ f22 <-> fD1 (kd1p, kd1m)
    ~ f22 <-> fD2 (kd2p, kd2m)
    ~ m00 <-> m10 (2*kon*glu, 1*koff/beta^2)
    ~ m00 <-> m01 (2*gon*gly, 1*goff/beta^2)
    ~ m01 <-> m11 (2*kon*glu, 1*koff/beta^1)
    ~ m01 <-> m02 (1*gon*gly, 2*goff/beta^2)
    ~ m02 <-> m12 (2*kon*glu, 1*koff/beta^0)
    ~ m10 <-> m20 (1*kon*glu, 2*koff/beta^2)
    ~ m10 <-> m11 (2*gon*gly, 1*goff/beta^1)
    ~ m11 <-> m21 (1*kon*glu, 2*koff/beta^1)
    ~ m11 <-> m12 (1*gon*gly, 2*goff/beta^1)
    ~ m12 <-> m22 (1*kon*glu, 2*koff/beta^0)
    ~ m20 <-> m21 (2*gon*gly, 1*goff/beta^0)
    ~ m21 <-> m22 (1*gon*gly, 2*goff/beta^0)
    ~ m22 <-> mF (kfp, kfm)
    ~ m22 <-> mS (ksp, ksm)
    ~ mF <-> mO (ksp, ksm)
    ~ mS <-> mO (kfp, kfm)
    ~ m22 <-> mD1 (kd1p, kd1m)
    ~ m22 <-> mD2 (kd2p, kd2m)
    ~ d00 <-> d10 (2*kon*glu, 1*koff/beta^2)
    ~ d00 <-> d01 (2*gon*gly, 1*goff/beta^2)
    ~ d01 <-> d11 (2*kon*glu, 1*koff/beta^1)
    ~ d01 <-> d02 (1*gon*gly, 2*goff/beta^2)
    ~ d02 <-> d12 (2*kon*glu, 1*koff/beta^0)
    ~ d10 <-> d20 (1*kon*glu, 2*koff/beta^2)
    ~ d10 <-> d11 (2*gon*gly, 1*goff/beta^1)
    ~ d11 <-> d21 (1*kon*glu, 2*koff/beta^1)
    ~ d11 <-> d12 (1*gon*gly, 2*goff/beta^1)
    ~ d12 <-> d22 (1*kon*glu, 2*koff/beta^0)
    ~ d20 <-> d21 (2*gon*gly, 1*goff/beta^0)
    ~ d21 <-> d22 (1*gon*gly, 2*goff/beta^0)
    ~ d22 <-> dF (kfp, kfm)
    ~ d22 <-> dS (ksp, ksm)
    ~ dF <-> dO (ksp, ksm)
    ~ dS <-> dO (kfp, kfm)
    ~ d22 <-> dD1 (kd1p, kd1m)
    ~ d22 <-> dD2 (kd2p, kd2m)
    ~ fO <-> mO (kmgon*mg, kmgoff)
    ~ fO <-> dO (kblock*drug, kunblock)
}
