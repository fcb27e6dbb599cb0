import { Paper, SegmentedControl, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SatchelMark } from '#renderer/ui/satchel-mark.tsx'
import classes from './sign-in.module.css'

interface SignInFrameProps {
  readonly title: string
  readonly onLanguage: (language: 'en' | 'fr') => void
  readonly children: ReactNode
  readonly foot?: ReactNode
}

/** The quiet page around everything before the console opens. */
export function SignInFrame({ title, onLanguage, children, foot }: SignInFrameProps) {
  const { t, i18n } = useTranslation(['sign-in', 'console'])
  return (
    <main className={classes['page']}>
      <div className={classes['column']}>
        <header className={classes['brand']}>
          <SatchelMark size={44} />
          <div>
            <Title order={1} size="h3">
              {title}
            </Title>
            <Text c="dimmed">{t('subtitle')}</Text>
          </div>
        </header>
        <Paper withBorder p="lg" radius="lg" shadow="xs">
          {children}
        </Paper>
        <footer className={classes['foot']}>
          <div>{foot}</div>
          <SegmentedControl
            size="xs"
            className={classes['language'] ?? ''}
            aria-label={t('language')}
            value={i18n.language === 'fr' ? 'fr' : 'en'}
            onChange={(value) => onLanguage(value === 'fr' ? 'fr' : 'en')}
            data={[
              { value: 'en', label: t('console:languages.en') },
              { value: 'fr', label: t('console:languages.fr') },
            ]}
          />
        </footer>
      </div>
    </main>
  )
}
