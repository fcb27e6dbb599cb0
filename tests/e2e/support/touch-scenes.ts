import { expect as expectSoon, type Browser, type Page } from '@playwright/test'
import { addressOf } from '#sync-server/demo/people.ts'
import { consoleUser, type ConsoleUser } from './console.ts'
import { newPage, settle, type Language, type Look, type OnScene } from './scenes.ts'

const expect = expectSoon.configure({ timeout: 60_000 })

/** A 10" screen in the hands of a technician, lying and upright. */
export const TABLET_LIGHT: Look = { theme: 'light', language: 'en', width: 1280, height: 800, touch: true }
export const TABLET_DARK: Look = { theme: 'dark', language: 'fr', width: 800, height: 1280, touch: true }

const TECHNICIANS: Readonly<Record<Language, string>> = { en: 'Tom Verbeke', fr: 'Lucie Marchand' }

/** The day of a technician and one visit of it, with its dialogs. */
export async function touchScenes(
  browser: Browser,
  url: string,
  look: Look,
  onScene: OnScene,
): Promise<void> {
  const page = await newPage(browser, look)
  const user = consoleUser(page, look.language)
  const { words } = user
  const hold = look.width > look.height ? 'lying' : 'upright'
  const show = (name: string) => onScene(`touch-${name}-${hold}-${look.language}-${look.theme}`, page)
  await page.goto(`${url}/console/`)
  await user.signIn(addressOf(TECHNICIANS[look.language]))
  await settle(user)
  await page.getByRole('link', { name: words('console:places.today'), exact: true }).tap()
  const mine = page.getByRole('region', { name: words('today:mine') })
  const site = mine.getByRole('region').first()
  await expect(site.getByRole('link').first()).toBeVisible({ timeout: 120_000 })
  await site.getByRole('button').first().tap()
  await expect(
    page.getByRole('region', { name: words('today:take.title') }).getByRole('listitem'),
  ).toBeVisible()
  await show('today')
  await site.getByRole('link').first().tap()
  await expect(page.getByRole('toolbar')).toBeVisible()
  await show('visit')
  for (const dialog of ['scan', 'sign', 'finish'] as const) await openDialog(user, page, dialog, show)
  await page.context().close()
}

async function openDialog(
  { words }: ConsoleUser,
  page: Page,
  name: 'scan' | 'sign' | 'finish',
  show: (name: string) => Promise<void>,
): Promise<void> {
  await page
    .getByRole('toolbar')
    .getByRole('button', { name: words(`today:${name}.short`) })
    .tap()
  await expect(page.getByRole('dialog')).toBeVisible()
  if (name === 'scan') await expect(page.getByText(words('today:scan.noCamera'))).toBeVisible()
  await show(`visit-${name}`)
  await page.getByRole('button', { name: words('common:close'), exact: true }).tap()
  await expect(page.getByRole('dialog')).toBeHidden()
}
