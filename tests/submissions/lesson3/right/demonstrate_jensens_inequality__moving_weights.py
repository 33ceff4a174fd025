# function: demonstrate_jensens_inequality
# about: weights moved from one value to the others, with bars
import numpy as np


def demonstrate_jensens_inequality(show=True):
    values = np.array([1.0, 2.0, 8.0])
    gaps = []
    for t in np.linspace(0, 1, 6):
        w = np.array([1 - t, t / 2, t / 2])
        gaps.append((float(t), float(jensen_gap(values, w))))
    if show:
        for t, gap in gaps:
            print(f"t = {t:.1f}: gap {gap:.4f} " + "#" * int(40 * gap))
    return {"gaps": gaps, "smallest": min(g for _, g in gaps), "largest": max(g for _, g in gaps)}
