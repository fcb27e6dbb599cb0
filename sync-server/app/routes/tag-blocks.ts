import { TagBlock, TagLeaseRequest } from '#shared/assets/tags.ts'
import type { App, ServerParts } from '../app.ts'
import { refusalError } from '../http-error.ts'
import { actorOf, staffOnly } from '../plugins/authentication.ts'
import { leaseTagBlock } from '../tag-blocks.ts'
import { bearerOnly, errors } from './route-schemas.ts'

/** Tags that a device may print without asking: blocks of them, leased while there is a network. */
export function addTagRoute(app: App, parts: ServerParts): void {
  app.post(
    '/api/asset-tags/blocks',
    {
      onRequest: staffOnly(parts.accounts),
      schema: {
        tags: ['assets'],
        ...bearerOnly,
        body: TagLeaseRequest,
        response: { 200: TagBlock, ...errors },
      },
    },
    async (request) => {
      const leased = await leaseTagBlock(parts, actorOf(request), request.body)
      if (leased.ok) return leased.value
      throw refusalError(leased.refusal, leased.refusal.code === 'not-allowed' ? 403 : 503)
    },
  )
}
