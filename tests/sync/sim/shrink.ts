import type { Plan } from './plan.ts'
import type { Plant } from './plants/plant.ts'
import { simulate, type Outcome } from './simulate.ts'

/** A plan that fails, with what it showed. */
export interface Failure {
  readonly plan: Plan
  readonly outcome: Outcome
}

/** A smaller plan that violates the same invariant: fewer steps first, then fewer devices. Tries at most `tries` runs. */
export async function shrink(failure: Failure, plant: Plant, tries: number): Promise<Failure> {
  const wanted = new Set(failure.outcome.violations.map(({ name }) => name))
  let smallest = failure
  let left = tries

  async function accept(plan: Plan): Promise<boolean> {
    left -= 1
    const outcome = await simulate(plan, plant)
    if (!outcome.violations.some(({ name }) => wanted.has(name))) return false
    smallest = { plan, outcome }
    return true
  }

  for (
    let size = Math.ceil(smallest.plan.steps.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < smallest.plan.steps.length && left > 0;) {
      const steps = smallest.plan.steps.toSpliced(at, size)
      if (!(await accept({ ...smallest.plan, steps }))) at += size
    }
  }
  for (let device = smallest.plan.devices.length - 1; device > 0 && left > 0; device--) {
    if (smallest.plan.steps.some((step) => 'device' in step && step.device >= device)) break
    if (!(await accept({ ...smallest.plan, devices: smallest.plan.devices.slice(0, device) }))) break
  }
  return smallest
}
