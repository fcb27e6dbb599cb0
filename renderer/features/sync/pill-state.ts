import type { SyncStatus } from '#renderer/replica/replica.ts'

/** What the pill says; `tone` is how it looks. */
export interface PillState {
  readonly key:
    | 'starting'
    | 'synced'
    | 'syncing'
    | 'filling'
    | 'offline'
    | 'offlineWaiting'
    | 'waiting'
    | 'needsYou'
    | 'signedOut'
    | 'failed'
  readonly count: number
  readonly tone: 'calm' | 'busy' | 'away' | 'alert'
}

/** The one thing of the status that matters most to a person now. */
export function pillState(status: SyncStatus): PillState {
  const { phase, waiting, needsYou, filling } = status
  if (phase === 'signed-out' || phase === 'revoked') return { key: 'signedOut', count: 0, tone: 'alert' }
  if (needsYou > 0) return { key: 'needsYou', count: needsYou, tone: 'alert' }
  if (phase === 'failed') return { key: 'failed', count: 0, tone: 'alert' }
  if (phase === 'offline') {
    return waiting > 0
      ? { key: 'offlineWaiting', count: waiting, tone: 'away' }
      : { key: 'offline', count: 0, tone: 'away' }
  }
  if (filling > 0) return { key: 'filling', count: filling, tone: 'busy' }
  if (phase === 'starting') return { key: 'starting', count: 0, tone: 'busy' }
  if (phase === 'syncing') return { key: 'syncing', count: 0, tone: 'busy' }
  return waiting > 0
    ? { key: 'waiting', count: waiting, tone: 'busy' }
    : { key: 'synced', count: 0, tone: 'calm' }
}
