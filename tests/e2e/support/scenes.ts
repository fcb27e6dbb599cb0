import { expect, type Browser, type Page } from '@playwright/test'
import { demoAgents, demoRequesters } from '#sync-server/demo/people.ts'
import { chance } from '#sync-server/demo/random.ts'
import { DEMO_PASSWORD } from '#sync-server/demo/seed.ts'
import { DEMO_SEED } from '#sync-server/demo/demo-desk.ts'
import { launchDesktop } from '../../electron-host/launch.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { createTempDir } from '../../support/temp-dir.ts'
import { consoleUser, type ConsoleUser } from './console.ts'
import { wordsOf } from './words.ts'

export type Theme = 'light' | 'dark'
export type Language = 'en' | 'fr'

/** How a scene looks. Widths in CSS pixels. */
export interface Look {
  readonly theme: Theme
  readonly language: Language
  readonly width: number
  readonly height: number
  /** Fingers instead of a mouse. */
  readonly touch?: boolean
}

/** Called with each screen once it stands still; `name` is unique. */
export type OnScene = (name: string, page: Page) => Promise<void>

const LOCALES = { en: 'en-GB', fr: 'fr-FR' } as const
const [, MANAGER, ENGLISH_AGENT, FRENCH_AGENT] = demoAgents()
const agentOf = (language: Language) => (language === 'en' ? ENGLISH_AGENT : FRENCH_AGENT)?.emails[0] ?? ''
const requesterOf = (language: Language) =>
  demoRequesters(chance(DEMO_SEED), 120).find((person) => person.language === language)?.emails[0] ?? ''

/** A page of its own context that looks like this. */
export async function newPage(browser: Browser, look: Look): Promise<Page> {
  const { theme, language, width, height, touch = false } = look
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: touch,
    colorScheme: theme,
    locale: LOCALES[language],
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Paris',
  })
  return context.newPage()
}

/** What the name of a scene ends with. */
export const mark = ({ theme, language, width }: Look) =>
  `${width >= 1920 ? 'wide-' : ''}${language}-${theme}`

/** The groups of a ticket that hold its work; each word is its own name in `shared/locales` too. */
const WORK_GROUPS = ['tasks', 'purchases', 'approvals', 'work'] as const
/** Tickets of the demo that are in full work, by the language of who asked. */
export const WORKED_ON = { en: 'ticket-1385', fr: 'ticket-1361' } as const

/** Waits for the end of the first fill. */
export async function settle({ page, pill }: ConsoleUser): Promise<void> {
  await expect(pill).toHaveAttribute('data-tone', /calm|alert/, { timeout: 180_000 })
  await expect(page.getByRole('row').nth(3)).toBeVisible({ timeout: 60_000 })
}

/** The console in a browser: signing in, list, ticket, activity, search, a new ticket. */
export async function consoleScenes(
  browser: Browser,
  url: string,
  look: Look,
  onScene: OnScene,
): Promise<void> {
  const page = await newPage(browser, look)
  const user = consoleUser(page, look.language)
  const show = (name: string) => onScene(`console-${name}-${mark(look)}`, page)
  await page.goto(`${url}/console/`)
  await expect(page.getByLabel(user.words('sign-in:email'))).toBeVisible()
  await show('sign-in')
  await user.signIn(agentOf(look.language))
  await settle(user)
  await show('list')
  await openFourth(user)
  await expect(page.getByRole('tablist', { name: user.words('tickets:page.tabs') })).toBeVisible()
  await expect(page.getByRole('region', { name: user.words('messages:thread') })).toBeVisible()
  await show('ticket')
  await user.tab('notes')
  await show('notes')
  await user.tab('activity')
  await show('activity')
  const worked = WORKED_ON[look.language]
  await page.evaluate((id) => void (window.location.hash = `/tickets/${id}`), worked)
  await expect(page.getByRole('article').getByText(worked.replace('ticket-', '#'))).toBeVisible()
  for (const group of WORK_GROUPS) {
    await user.tab(group)
    await expect(page.getByRole('region', { name: user.words(`${group}:title`), exact: true })).toBeVisible()
    await show(group)
  }
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: user.words('console:newTicket') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await show('new-ticket')
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.getByRole('combobox').or(page.getByRole('searchbox')).first().fill('vpn')
  await expect(page.getByRole('option').first()).toBeVisible({ timeout: 30_000 })
  await show('search')
  await page.context().close()
}

/** Opens the fourth ticket, also while rows still move into their places; returns its address behind the `#`. */
async function openFourth({ page, row }: ConsoleUser): Promise<string> {
  await expect(async () => {
    const cell = page.getByRole('row').nth(4).getByRole('gridcell').nth(2)
    const title = await cell.locator('span').first().innerText({ timeout: 2000 })
    await row(title).first().click({ timeout: 2000 })
    await expect(page.getByRole('article', { name: title })).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 60_000 })
  return new URL(page.url()).hash
}

/** The console without a network, then with a conflict: what waits, and what needs the person. */
export async function offlineScenes(
  browser: Browser,
  url: string,
  look: Look,
  onScene: OnScene,
): Promise<void> {
  const cable = await startFaultProxy({ port: Number(new URL(url).port) })
  const away = consoleUser(await newPage(browser, look), look.language)
  const atDesk = consoleUser(await newPage(browser, { ...look, language: 'fr' }), 'fr')
  const show = (name: string) => onScene(`console-${name}-${mark(look)}`, away.page)
  await away.page.goto(`${cable.url}/console/`)
  await away.signIn(agentOf(look.language))
  await settle(away)
  await atDesk.page.goto(`${url}/console/`)
  await atDesk.signIn(MANAGER?.emails[0] ?? '')
  await settle(atDesk)
  const address = await openFourth(away)
  await atDesk.page.goto(`${url}/console/${address}`)
  cable.cut()
  const before = await away.property('priority').first().innerText()
  const isAlready = (priority: 'low' | 'urgent') =>
    before.includes(away.words(`tickets:priority.${priority}`))
  await away.choose('priority', away.words(`tickets:priority.${isAlready('low') ? 'normal' : 'low'}`))
  await away.reply(
    look.language === 'fr'
      ? 'Bonjour, je passe vous voir cet après-midi.'
      : 'Hello, I will come by this afternoon.',
  )
  await expect(away.pill).toHaveAttribute('data-tone', 'away', { timeout: 60_000 })
  await show('offline')
  await away.openSync('outbox')
  await show('outbox')
  await away.page.keyboard.press('Escape')
  const theirs = isAlready('urgent') ? 'high' : 'urgent'
  await atDesk.pushed(() => atDesk.choose('priority', atDesk.words(`tickets:priority.${theirs}`)))
  cable.heal()
  await expect(away.pill).toHaveAttribute('data-tone', 'alert', { timeout: 60_000 })
  await away.openSync('conflicts')
  await expect(
    away.page.getByRole('button', { name: away.words('sync:conflict.useMine') }).first(),
  ).toBeVisible()
  await show('conflict')
  await away.page
    .getByRole('button', { name: away.words('sync:conflict.useMine') })
    .first()
    .click()
  await expect(away.pill).toHaveAttribute('data-tone', 'calm', { timeout: 60_000 })
  await away.page.context().close()
  await atDesk.page.context().close()
  await cable.stop()
}

/** The desktop program: its list and a ticket. */
export async function desktopScenes(url: string, look: Look, onScene: OnScene): Promise<void> {
  const profile = await createTempDir('scene')
  const { app, page } = await launchDesktop({ userDataDir: profile.path, serverUrl: url })
  await page.emulateMedia({ colorScheme: look.theme, reducedMotion: 'reduce' })
  const user = consoleUser(page, 'en')
  await user.signIn(agentOf('en'))
  await settle(user)
  await onScene(`desktop-list-en-${look.theme}`, page)
  await page.getByRole('row').nth(2).click()
  await expect(page.getByRole('region', { name: user.words('messages:thread') })).toBeVisible()
  await onScene(`desktop-ticket-en-${look.theme}`, page)
  await app.close()
  await profile.remove()
}

/** The portal: signing in, the start, an answer from the knowledge base, the form, requests and one of them. */
export async function portalScenes(
  browser: Browser,
  url: string,
  look: Look,
  onScene: OnScene,
): Promise<void> {
  const page = await newPage(browser, look)
  const words = wordsOf(look.language)
  const size = look.width < 500 ? 'phone' : 'wide'
  const show = (name: string) => onScene(`portal-${name}-${size}-${mark(look)}`, page)
  await page.goto(`${url}/portal/`)
  await page.getByLabel(words('portal:signIn.email')).fill(requesterOf(look.language))
  await show('sign-in')
  const usePassword = page.getByRole('button', { name: words('portal:signIn.usePassword') })
  if (await usePassword.isVisible()) await usePassword.click()
  await page.getByLabel(words('portal:signIn.password'), { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: words('portal:signIn.submit'), exact: true }).click()
  await expect(page.getByRole('button', { name: words('portal:home.report') })).toBeVisible()
  await show('home')
  await page.goto(`${url}/portal/#/report`)
  await expect(page.getByRole('heading', { name: words('portal:report.title') })).toBeVisible()
  await show('report')
  await page.goto(`${url}/portal/#/requests/closed`)
  const request = page.locator('a[href*="#/request/"]').first()
  await expect(request).toBeVisible()
  await show('requests')
  await request.click()
  await expect(page.getByRole('heading', { name: words('portal:request.conversation') })).toBeVisible()
  await show('request')
  await page.context().close()
}

export const DESK_LIGHT: Look = { theme: 'light', language: 'en', width: 1280, height: 800 }
export const DESK_DARK: Look = { theme: 'dark', language: 'fr', width: 1280, height: 800 }
/** The other language of each theme, on a large screen. */
export const WIDE_LIGHT: Look = { theme: 'light', language: 'fr', width: 1920, height: 1080 }
export const WIDE_DARK: Look = { theme: 'dark', language: 'en', width: 1920, height: 1080 }
export const PHONE_LIGHT: Look = { theme: 'light', language: 'fr', width: 390, height: 844 }
export const PHONE_DARK: Look = { theme: 'dark', language: 'en', width: 390, height: 844 }
