import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import activityEn from '#shared/locales/en/activity.json'
import approvalsEn from '#shared/locales/en/approvals.json'
import commonEn from '#shared/locales/en/common.json'
import consoleEn from '#shared/locales/en/console.json'
import deviceEn from '#shared/locales/en/device.json'
import equipmentEn from '#shared/locales/en/equipment.json'
import itemsEn from '#shared/locales/en/items.json'
import knowledgeEn from '#shared/locales/en/knowledge.json'
import linksEn from '#shared/locales/en/links.json'
import messagesEn from '#shared/locales/en/messages.json'
import offlineEn from '#shared/locales/en/offline.json'
import peopleEn from '#shared/locales/en/people.json'
import presenceEn from '#shared/locales/en/presence.json'
import printEn from '#shared/locales/en/print.json'
import purchasesEn from '#shared/locales/en/purchases.json'
import refusalsEn from '#shared/locales/en/refusals.json'
import relationsEn from '#shared/locales/en/relations.json'
import searchEn from '#shared/locales/en/search.json'
import settingsEn from '#shared/locales/en/settings.json'
import signInEn from '#shared/locales/en/sign-in.json'
import syncEn from '#shared/locales/en/sync.json'
import tasksEn from '#shared/locales/en/tasks.json'
import ticketsEn from '#shared/locales/en/tickets.json'
import todayEn from '#shared/locales/en/today.json'
import workEn from '#shared/locales/en/work.json'
import activityFr from '#shared/locales/fr/activity.json'
import approvalsFr from '#shared/locales/fr/approvals.json'
import commonFr from '#shared/locales/fr/common.json'
import consoleFr from '#shared/locales/fr/console.json'
import deviceFr from '#shared/locales/fr/device.json'
import equipmentFr from '#shared/locales/fr/equipment.json'
import itemsFr from '#shared/locales/fr/items.json'
import knowledgeFr from '#shared/locales/fr/knowledge.json'
import linksFr from '#shared/locales/fr/links.json'
import messagesFr from '#shared/locales/fr/messages.json'
import offlineFr from '#shared/locales/fr/offline.json'
import peopleFr from '#shared/locales/fr/people.json'
import presenceFr from '#shared/locales/fr/presence.json'
import printFr from '#shared/locales/fr/print.json'
import purchasesFr from '#shared/locales/fr/purchases.json'
import refusalsFr from '#shared/locales/fr/refusals.json'
import relationsFr from '#shared/locales/fr/relations.json'
import searchFr from '#shared/locales/fr/search.json'
import settingsFr from '#shared/locales/fr/settings.json'
import signInFr from '#shared/locales/fr/sign-in.json'
import syncFr from '#shared/locales/fr/sync.json'
import tasksFr from '#shared/locales/fr/tasks.json'
import ticketsFr from '#shared/locales/fr/tickets.json'
import todayFr from '#shared/locales/fr/today.json'
import workFr from '#shared/locales/fr/work.json'
import type { ConsoleLanguage } from '../ui/preferences.ts'

const en = {
  activity: activityEn,
  approvals: approvalsEn,
  common: commonEn,
  console: consoleEn,
  device: deviceEn,
  equipment: equipmentEn,
  items: itemsEn,
  knowledge: knowledgeEn,
  links: linksEn,
  messages: messagesEn,
  offline: offlineEn,
  people: peopleEn,
  presence: presenceEn,
  print: printEn,
  purchases: purchasesEn,
  refusals: refusalsEn,
  relations: relationsEn,
  search: searchEn,
  settings: settingsEn,
  'sign-in': signInEn,
  sync: syncEn,
  tasks: tasksEn,
  tickets: ticketsEn,
  today: todayEn,
  work: workEn,
}

const fr: typeof en = {
  activity: activityFr,
  approvals: approvalsFr,
  common: commonFr,
  console: consoleFr,
  device: deviceFr,
  equipment: equipmentFr,
  items: itemsFr,
  knowledge: knowledgeFr,
  links: linksFr,
  messages: messagesFr,
  offline: offlineFr,
  people: peopleFr,
  presence: presenceFr,
  print: printFr,
  purchases: purchasesFr,
  refusals: refusalsFr,
  relations: relationsFr,
  search: searchFr,
  settings: settingsFr,
  'sign-in': signInFr,
  sync: syncFr,
  tasks: tasksFr,
  tickets: ticketsFr,
  today: todayFr,
  work: workFr,
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof en
  }
}

/** Every word of the console in both languages, bundled: a language must not need the network. */
export async function startI18n(language: ConsoleLanguage): Promise<i18n> {
  const instance = i18next.createInstance()
  await instance.use(initReactI18next).init({
    resources: { en, fr },
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  instance.on('languageChanged', showLanguage)
  showLanguage(language)
  return instance
}

function showLanguage(language: string): void {
  document.documentElement.lang = language
}

/** The language chosen before, else the first of the browser's that we speak. */
export function firstLanguage(chosen: ConsoleLanguage | '', spoken: readonly string[]): ConsoleLanguage {
  if (chosen !== '') return chosen
  const known = spoken.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'en' || tag === 'fr')
  return known === 'fr' ? 'fr' : 'en'
}
