import { LANGUAGES } from '#shared/people/schema.ts'
import type { Setting, SettingKind } from '#shared/settings/schema.ts'
import type { App } from '../../app/app.ts'
import { isSha256 } from '../../app/blobs/blob-files.ts'
import { sendBlob } from '../../app/blobs/send-blob.ts'
import { HttpError } from '../../app/http-error.ts'
import { errors } from '../../app/routes/route-schemas.ts'
import type { Store } from '../../store/store.ts'
import { PortalDesk } from '../contract.ts'
import type { PortalDeps } from '../deps.ts'
import { linkOrigin } from '../session/own-origin.ts'

const COLOUR = /^#[0-9a-f]{6}$/
const SETTINGS = 20

/** What anybody may know: the desk's name, colour and logo. */
export function addDeskRoutes(app: App, deps: PortalDeps): void {
  const { store, config, blobFiles } = deps
  app.get(
    '/desk',
    { schema: { tags: ['portal'], response: { 200: PortalDesk, ...errors } } },
    async (request) => {
      const brand = await firstActive(store, 'brand')
      const shown = brand ?? (await firstActive(store, 'organisation'))
      const colour = String(brand?.data['colour'] ?? '').toLowerCase()
      return {
        name: shown?.name ?? 'Satchel',
        names: shown?.names ?? {},
        colour: COLOUR.test(colour) ? colour : '',
        logo: logoOf(brand) !== undefined,
        languages: [...LANGUAGES],
        linkSignIn: deps.sendSignInLink !== undefined && linkOrigin(request, config) !== undefined,
      }
    },
  )
  app.get('/logo', { schema: { tags: ['portal'], response: errors } }, async (request, reply) => {
    const logo = logoOf(await firstActive(store, 'brand'))
    const size = logo && (await blobFiles.size(logo.sha256))
    if (!logo || size === undefined) throw new HttpError(404, 'not-found', 'The desk has no logo.')
    const reference = { name: 'logo', type: logo.type }
    return sendBlob(request, reply, blobFiles, { sha256: logo.sha256, size, reference })
  })
}

async function firstActive(store: Store, kind: SettingKind): Promise<Setting | undefined> {
  const found = await store.find('settings', 'kind', kind, { limit: SETTINGS })
  const active = found.map(({ doc }) => doc as Setting).filter((each) => each.active && each.deletedAt === '')
  return active.sort((a, b) => a.position - b.position)[0]
}

/** A brand names its logo by the hash of an uploaded picture. */
function logoOf(brand: Setting | undefined): { readonly sha256: string; readonly type: string } | undefined {
  const { logo, logoType } = brand?.data ?? {}
  return typeof logo === 'string' && isSha256(logo) ? { sha256: logo, type: String(logoType) } : undefined
}
