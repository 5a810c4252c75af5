"""t_tail.py: two-sided probability of Student's t by Simpson's rule on the angle: t = sqrt(df) tan(a), density cos(a)^(df-1)."""
import math


def two_sided(t, df, steps=20000):
    a, end = math.atan(abs(t) / math.sqrt(df)), math.pi / 2
    h = (end - a) / steps
    f = lambda x: max(math.cos(x), 0.0) ** (df - 1)
    total = f(a) + f(end) + sum((4 if k % 2 else 2) * f(a + k * h) for k in range(1, steps))
    scale = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(math.pi)
    return 2 * scale * total * h / 3
