import type { Setting } from '#shared/settings/schema.ts'

/** Where a site stands, on one line; '' where its setting does not say. */
export function siteAddress(site: Setting | undefined): string {
  const address = site?.data['address']
  return typeof address === 'string' ? address.trim().replaceAll(/\s*\n\s*/gu, ', ') : ''
}
