#!/usr/bin/env python3
"""make_sample_panel.py > examples/panels/sample.csv: a made-up panel of 24 units and 6 years for examples, laws and tests.

Nothing in it is data.  Units differ in size and efficiency, grow at their own rates, and lie on a map of three regions; the
numbers come from a fixed seed (a linear congruential generator, so that every Python gives the same file)."""
import math

state = 20261128


def uniform():
    global state
    state = (6364136223846793005 * state + 1442695040888963407) % 2**64
    return ((state >> 11) + 0.5) / 2**53


def normal():
    return math.sqrt(-2 * math.log(uniform())) * math.cos(2 * math.pi * uniform())


print("unit,year,region,industry,output,value_added,capital,labour,wage_bill,materials,investment,energy,emissions,patents,"
      "openness,x,y,price")
for k in range(24):
    region = ("East", "Central", "West")[k // 8]
    industry = ("machinery", "chemicals", "textiles", "food")[k % 4]
    x, y = 10 * (2 - k // 8) + 8 * uniform(), 30 * uniform()
    size, skill, distance = normal() * 0.6 + 4.5 - 0.3 * (k // 8), 0.25 * normal(), abs(0.2 * normal())
    speed = 0.03 + 0.02 * normal()
    capital = math.exp(size + 0.4 + 0.2 * normal())
    for t in range(6):
        omega = skill - distance + speed * t + 0.05 * normal()
        labour = math.exp(size - 1.2 + 0.02 * t + 0.3 * omega + 0.1 * normal())
        va = math.exp(omega + 0.45 * math.log(capital) + 0.55 * math.log(labour) + 0.3)
        materials = va * math.exp(0.2 + 0.12 * normal())
        invest = capital * (0.07 + 0.05 * math.exp(omega) * uniform())
        energy = (va + materials) * 0.4 * math.exp(0.2 * normal() - 0.03 * t)
        emissions = energy * 2.1 * math.exp(0.1 * normal())
        patents = math.exp(0.5 * omega + 0.6 * size - 1 + 0.2 * normal())
        openness = 0.1 + 0.5 * uniform() * (1 - 0.25 * (k // 8))
        row = [va + materials, va, capital, labour, va * (0.5 + 0.1 * normal() * 0.5), materials, invest, energy, emissions, patents,
               openness, x, y, math.exp(0.02 * t + 0.01 * normal())]
        print(f"U{k + 1:02d},{2015 + t},{region},{industry}," + ",".join(f"{v:.6g}" for v in row))
        capital = 0.9 * capital + invest
