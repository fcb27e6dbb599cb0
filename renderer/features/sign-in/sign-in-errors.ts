import { useTranslation } from 'react-i18next'
import type { Refusal } from '#shared/kernel/result.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'

/** Says why a sign-in failed, in words that help. */
export function useSignInErrors(): (refusal: Refusal) => string {
  const { t, i18n } = useTranslation('sign-in')
  const { refusalText } = useRefusals()
  const wait = (seconds: number) => {
    const [value, unit] =
      seconds > 90 ? [Math.ceil(seconds / 60), 'minute'] : [Math.max(1, seconds), 'second']
    return new Intl.NumberFormat(i18n.language, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
  }
  return (refusal) => {
    switch (refusal.code) {
      case 'bad-credentials':
        return t('error.badCredentials')
      case 'locked':
      case 'too-many-requests':
        return t('error.locked', { wait: wait(Number(refusal.params?.['seconds'] ?? 60)) })
      case 'unreachable':
        return t('error.unreachable')
      case 'not-a-desk':
        return t('error.notADesk')
      case 'not-staff':
        return t('error.notStaff')
      case 'internal':
        return t('error.server', { code: refusal.code })
      default:
        return refusalText(refusal)
    }
  }
}
