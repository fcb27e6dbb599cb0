import type { WriteContext } from '../kernel/collection.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { STEP_STATES, TASK_STATES, type Item } from './schema.ts'

/** True for a task or step that needs nothing more. */
export function isDoneState(state: string): boolean {
  return state === 'done' || state === 'skipped'
}

/** A task and a step stand in one of their own states. */
export function checkTask({ after }: WriteContext<Item>): Refusal | undefined {
  const states: readonly string[] = after.kind === 'step' ? STEP_STATES : TASK_STATES
  return states.includes(after.state) ? undefined : refuse('invalid-value', 'state').refusal
}
