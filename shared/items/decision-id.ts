import type { Id } from '../kernel/ids.ts'
import { stableKey } from '../kernel/stable-key.ts'

/** The only id a decision of this approver on this approval can have. */
export function decisionId(approvalId: Id, approverId: Id): Id {
  return `decision.${stableKey(`${approvalId}/${approverId}`)}`
}
