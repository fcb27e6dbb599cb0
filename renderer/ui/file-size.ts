import { useTranslation } from 'react-i18next'

const KILO = 1000

/** Writes a number of bytes as `14 kB`, in the person's language. */
export function useFileSize(): (bytes: number) => string {
  const { t, i18n } = useTranslation('common')
  const number = (value: number, digits: number) =>
    value.toLocaleString(i18n.language, { maximumFractionDigits: digits })
  return (bytes) => {
    if (bytes < KILO) return t('bytes', { value: number(bytes, 0) })
    if (bytes < KILO * KILO) return t('kilobytes', { value: number(bytes / KILO, 0) })
    return t('megabytes', { value: number(bytes / KILO / KILO, 1) })
  }
}
