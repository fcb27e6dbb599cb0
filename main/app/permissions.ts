import type { Session } from 'electron'

/**
 * What the page may do without asking. Chromium asks before a page talks to this machine or the local
 * network (`loopback-network`, `local-network`, formerly `local-network-access`): that is where a
 * self-hosted sync server lives. `persistent-storage` keeps the replica when the disk runs low.
 */
const GRANTED: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'local-network',
  'local-network-access',
  'loopback-network',
  'notifications',
  'persistent-storage',
])

/** A question of the page: what, for whom, and for `media` which devices. */
export interface PermissionQuestion {
  readonly permission: string
  readonly url: string
  readonly media: readonly string[]
}

/** Says yes to our own page for what it needs, the camera (labels are scanned) included; no to all else. */
export function isPermitted(question: PermissionQuestion, isOwnUrl: (url: string) => boolean): boolean {
  if (!isOwnUrl(withSlash(question.url))) return false
  if (question.permission === 'media') {
    return question.media.length > 0 && question.media.every((device) => device === 'video')
  }
  return GRANTED.has(question.permission)
}

/** Answers every permission request and every permission check of the session. */
export function answerPermissions(session: Session, isOwnUrl: (url: string) => boolean): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    answer(isPermitted({ permission, url: details.requestingUrl, media }, isOwnUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const media = details.mediaType === undefined ? [] : [details.mediaType]
    const url = details.requestingUrl ?? origin
    return isPermitted({ permission, url, media }, isOwnUrl)
  })
  session.setDevicePermissionHandler(() => false)
}

/** Checks name an origin, requests a whole URL; an origin is written with or without its slash. */
function withSlash(url: string): string {
  return /^[a-z][\w+.-]*:\/\/[^/]+$/i.test(url) ? `${url}/` : url
}
