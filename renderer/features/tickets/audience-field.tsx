import { Radio, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { teamsOf, type Audience } from './shared-views.ts'
import { useSharedViewActs } from './use-shared-view-acts.ts'

/** Stands for a view that stays on this device; no team is called so. */
export const ONLY_ME = 'only-me'

interface AudienceFieldProps {
  readonly audience: Audience
  readonly onChange: (audience: Audience) => void
}

/** Whom a view is for: oneself, a team one belongs to, or everybody; what is not allowed says why. */
export function AudienceField({ audience, onChange }: AudienceFieldProps) {
  const { t } = useTranslation('tickets')
  const directory = useDirectory()
  const { personId } = useActor()
  const { mayShare } = useSharedViewActs()
  const teams = teamsOf(directory.settings('team'), personId)
  const choice = (value: Audience, label: string, hint: string, refused: string) => {
    const isAllowed = value === ONLY_ME || mayShare(value)
    return (
      <Radio
        key={value}
        value={value}
        label={label}
        description={isAllowed ? hint : refused}
        disabled={!isAllowed}
      />
    )
  }
  return (
    <Radio.Group label={t('sharedView.for')} value={audience} onChange={onChange}>
      <Stack gap="xs" mt={6}>
        {choice(ONLY_ME, t('sharedView.me'), t('myView.hint'), '')}
        {teams.map((team) =>
          choice(
            team.id,
            t('sharedView.team', { team: directory.nameOf(team) }),
            t('sharedView.teamHint'),
            t('sharedView.readers'),
          ),
        )}
        {choice('', t('sharedView.everybody'), t('sharedView.everybodyHint'), t('sharedView.managers'))}
      </Stack>
    </Radio.Group>
  )
}
