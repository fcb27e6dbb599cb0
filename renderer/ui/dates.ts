import {
  differenceInCalendarDays,
  differenceInMinutes,
  format,
  formatDistanceStrict,
  isSameDay,
  isSameYear,
  type Locale,
} from 'date-fns'
import { enGB } from 'date-fns/locale/en-GB'
import { fr } from 'date-fns/locale/fr'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { noonOf } from './days.ts'

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
  /** `12:03` today, else `17 Nov 12:03`. */
  dayAndTime(at: string): string
  /** A day such as `2026-11-20`: `today`, `tomorrow`, `yesterday`, else `Fri 20 Nov`. */
  day(day: string): string
  /** `Fri 20 Nov` whichever day it is. */
  weekday(day: string): string
  /** Whether a day is over. */
  isPastDay(day: string): boolean
  /** Whether it lies before now. */
  isPast(at: string): boolean
}

/** Formats instants in the language of the console, and renders again every minute so that ages stay true. */
export function useDates(): Dates {
  const { t, i18n } = useTranslation('common')
  const now = useNow()
  const { language } = i18n
  return useMemo(() => datesAt(now, language, (key) => t(key)), [now, language, t])
}

type DateWord = 'now' | 'justNow' | 'today' | 'tomorrow' | 'yesterday'

function datesAt(now: Date, language: string, word: (key: DateWord) => string): Dates {
  const locale = language === 'fr' ? LOCALES.fr : LOCALES.en
  const shaped = (shape: (date: Date) => string) => (at: string) => (at === '' ? '' : shape(new Date(at)))
  const atNoon = (shape: (date: Date) => string) => (day: string) => (day === '' ? '' : shape(noonOf(day)))
  return {
    short: shaped((date) => format(date, shortPattern(date, now), { locale })),
    ago: shaped((date) =>
      Math.abs(differenceInMinutes(now, date)) < 1
        ? word('justNow')
        : formatDistanceStrict(date, now, { locale, addSuffix: true }),
    ),
    shortAge: shaped((date) => shortAge(date, now, language, word('now'), locale)),
    full: shaped((date) => format(date, 'PPP p', { locale })),
    time: shaped((date) => format(date, 'HH:mm', { locale })),
    dayAndTime: shaped((date) =>
      isSameDay(date, now)
        ? format(date, 'HH:mm', { locale })
        : format(date, `${shortPattern(date, now)} HH:mm`, { locale }),
    ),
    day: atNoon((date) => {
      const days = differenceInCalendarDays(date, now)
      if (days === 0) return word('today')
      if (days === 1) return word('tomorrow')
      return days === -1 ? word('yesterday') : format(date, dayPattern(date, now), { locale })
    }),
    weekday: atNoon((date) => format(date, dayPattern(date, now), { locale })),
    isPastDay: (day) => day !== '' && differenceInCalendarDays(noonOf(day), now) < 0,
    isPast: (at) => at !== '' && Date.parse(at) < now.getTime(),
  }
}

function dayPattern(date: Date, now: Date): string {
  return isSameYear(date, now) ? 'EEE d MMM' : 'd MMM yyyy'
}

function shortPattern(date: Date, now: Date): string {
  if (isSameDay(date, now)) return 'HH:mm'
  return isSameYear(date, now) ? 'd MMM' : 'd MMM yyyy'
}

function shortAge(date: Date, now: Date, language: string, justNow: string, locale: Locale): string {
  const minutes = differenceInMinutes(now, date)
  if (minutes < 1) return justNow
  const unit = (name: string, value: number) => narrowUnit(language, name).format(value)
  if (minutes < HOUR) return unit('minute', minutes)
  if (minutes < DAY) return unit('hour', Math.floor(minutes / HOUR))
  if (minutes < DAYS_AS_AGE * DAY) return unit('day', Math.floor(minutes / DAY))
  return format(date, shortPattern(date, now), { locale })
}

const UNITS = new Map<string, Intl.NumberFormat>()

/** Made once: making one takes longer than using it. */
function narrowUnit(language: string, unit: string): Intl.NumberFormat {
  const key = `${language}/${unit}`
  const known =
    UNITS.get(key) ?? new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' })
  UNITS.set(key, known)
  return known
}

/** The present, to the minute. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(new Date()), MINUTE_MS)
    return () => window.clearInterval(timer)
  }, [])
  return now
}
