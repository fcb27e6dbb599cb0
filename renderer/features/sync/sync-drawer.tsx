import { Badge, Button, Drawer, Tabs } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import { usePlatform } from '#renderer/platform/platform-context.tsx'
import { useOutbox, useReplica, useSyncStatus } from '#renderer/replica/react.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { ConflictsTab } from './conflicts-tab.tsx'
import { HeldTab } from './held-tab.tsx'
import { useNotices } from './notices.ts'
import { OutboxTab } from './outbox-tab.tsx'
import { RejectionsTab, type Rewrite } from './rejections-tab.tsx'
import classes from './sync-drawer.module.css'

interface SyncDrawerProps {
  readonly onClose: () => void
  readonly onOpenTicket: (id: Id) => void
  readonly onRewrite: Rewrite
}

/** What waits, what collided and what was refused. Opens on what needs the person. */
export function SyncDrawer({ onClose, onOpenTicket, onRewrite }: SyncDrawerProps) {
  const { t } = useTranslation(['sync', 'common'])
  const waiting = useOutbox().length
  const conflicts = useNotices('conflict').length
  const rejections = useNotices('rejection').length
  const held = useNotices('held-reply').length
  const saveExport = useSaveExport()
  const [chosen, setChosen] = useState<string | null>(null)
  const needing = { conflicts, rejections, held }
  const urgent = Object.entries(needing).find(([, count]) => count > 0)?.[0] ?? 'outbox'
  const open = (id: Id) => {
    onClose()
    onOpenTicket(id)
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={460}
      title={t('drawer.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <SyncSummary />
      <Tabs value={chosen ?? urgent} onChange={setChosen} keepMounted={false}>
        <Tabs.List>
          <Tab value="outbox" count={waiting}>
            {t('drawer.outbox')}
          </Tab>
          <Tab value="conflicts" count={conflicts}>
            {t('drawer.conflicts')}
          </Tab>
          <Tab value="rejections" count={rejections}>
            {t('drawer.rejections')}
          </Tab>
          <Tab value="held" count={held}>
            {t('drawer.held')}
          </Tab>
        </Tabs.List>
        <Tabs.Panel value="outbox" pt="sm">
          <OutboxTab saveExport={saveExport} />
        </Tabs.Panel>
        <Tabs.Panel value="conflicts" pt="sm">
          <ConflictsTab onOpenTicket={open} />
        </Tabs.Panel>
        <Tabs.Panel value="rejections" pt="sm">
          <RejectionsTab onOpenTicket={open} onRewrite={onRewrite} />
        </Tabs.Panel>
        <Tabs.Panel value="held" pt="sm">
          <HeldTab onOpenTicket={open} />
        </Tabs.Panel>
      </Tabs>
    </Drawer>
  )
}

interface TabProps {
  readonly value: string
  readonly count: number
  readonly children: ReactNode
}

function Tab({ value, count, children }: TabProps) {
  return (
    <Tabs.Tab
      value={value}
      rightSection={
        count > 0 && (
          <Badge size="xs" variant="light">
            {count}
          </Badge>
        )
      }
    >
      {children}
    </Tabs.Tab>
  )
}

function SyncSummary() {
  const { t } = useTranslation('sync')
  const status = useSyncStatus()
  const replica = useReplica()
  const dates = useDates()
  const { refusalText } = useRefusals()
  return (
    <div className={classes['summary']}>
      <div>
        {status.lastSyncedAt === ''
          ? t('drawer.never')
          : t('drawer.lastSynced', { time: dates.full(status.lastSyncedAt) })}
        {status.repaired > 0 && (
          <div>{t('drawer.repaired', { count: status.repaired, time: dates.full(status.repairedAt) })}</div>
        )}
        {status.error !== '' && (
          <div className={classes['error']}>
            {t('drawer.failedBecause', { reason: refusalText({ code: status.error }) })}
          </div>
        )}
      </div>
      <Button
        variant="default"
        flex="none"
        leftSection={<IconRefresh size={14} />}
        onClick={() => replica.syncNow()}
      >
        {t('drawer.syncNow')}
      </Button>
    </div>
  )
}

/** Saves the waiting changes as a file of the person's choice. */
export function useSaveExport(): (text: string) => Promise<boolean> {
  const { t } = useTranslation('sync')
  const platform = usePlatform()
  const { showRefusal } = useRefusals()
  return async (text) => {
    const saved = await platform.saveFile(`${t('drawer.exportName')}.json`, new TextEncoder().encode(text))
    if (!saved.ok) showRefusal(saved.refusal)
    return saved.ok && saved.value
  }
}
