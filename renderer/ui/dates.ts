import {
  differenceInMinutes,
  format,
  formatDistanceToNowStrict,
  isSameDay,
  isSameYear,
  type Locale,
} from 'date-fns'
import { enGB } from 'date-fns/locale/en-GB'
import { fr } from 'date-fns/locale/fr'
import { useEffect, useReducer } from 'react'
import { useTranslation } from 'react-i18next'

const LOCALES = { en: enGB, fr }
const MINUTE_MS = 60_000
/** In minutes. */
const HOUR = 60
const DAY = 24 * HOUR
const DAYS_AS_AGE = 6

/** Instants in the person's language: all take ISO instants and answer '' for ''. */
export interface Dates {
  /** `12:03`, `Tue 17 Nov`, `17 Nov 2025`: as short as it stays clear. */
  short(at: string): string
  /** `5 minutes ago`. */
  ago(at: string): string
  /** For narrow columns: `5m`, `2h`, `3d`, then `12 Nov`. */
  shortAge(at: string): string
  /** `17 November 2026 at 12:03`. */
  full(at: string): string
  time(at: string): string
  /** Whether it lies before now. */
  isPast(at: string): boolean
}

/** Formats instants in the language of the console, and renders again every minute so that ages stay true. */
export function useDates(): Dates {
  const { t, i18n } = useTranslation('common')
  useEveryMinute()
  const locale = i18n.language === 'fr' ? LOCALES.fr : LOCALES.en
  const shaped = (shape: (date: Date) => string) => (at: string) => (at === '' ? '' : shape(new Date(at)))
  return {
    short: shaped((date) => format(date, shortPattern(date, new Date()), { locale })),
    ago: shaped((date) =>
      Math.abs(differenceInMinutes(new Date(), date)) < 1
        ? t('justNow')
        : formatDistanceToNowStrict(date, { locale, addSuffix: true }),
    ),
    shortAge: shaped((date) => shortAge(date, new Date(), i18n.language, t('now'), locale)),
    full: shaped((date) => format(date, 'PPP p', { locale })),
    time: shaped((date) => format(date, 'HH:mm', { locale })),
    isPast: (at) => at !== '' && Date.parse(at) < Date.now(),
  }
}

function shortPattern(date: Date, now: Date): string {
  if (isSameDay(date, now)) return 'HH:mm'
  return isSameYear(date, now) ? 'd MMM' : 'd MMM yyyy'
}

function shortAge(date: Date, now: Date, language: string, justNow: string, locale: Locale): string {
  const minutes = differenceInMinutes(now, date)
  if (minutes < 1) return justNow
  const unit = (name: string, value: number) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(value)
  if (minutes < HOUR) return unit('minute', minutes)
  if (minutes < DAY) return unit('hour', Math.floor(minutes / HOUR))
  if (minutes < DAYS_AS_AGE * DAY) return unit('day', Math.floor(minutes / DAY))
  return format(date, shortPattern(date, now), { locale })
}

function useEveryMinute(): void {
  const [, tick] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const timer = window.setInterval(tick, MINUTE_MS)
    return () => window.clearInterval(timer)
  }, [])
}
