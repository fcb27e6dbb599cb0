import { ActionIcon, Checkbox } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isDoneState } from '#shared/items/check-task.ts'
import { AddLine } from '#renderer/ui/add-line.tsx'
import { InlineText } from '#renderer/ui/inline-text.tsx'
import { useSortable, dropSide } from '#renderer/ui/use-sortable.ts'
import { stepFocus } from './step-focus.ts'
import type { TaskNode } from './task-list.ts'
import type { TaskActs } from './use-task-acts.ts'
import classes from './tasks.module.css'

interface StepsProps {
  readonly node: TaskNode
  readonly acts: TaskActs
  readonly isReadOnly: boolean
}

/** The checklist of a task, in its order. */
export function Steps({ node, acts, isReadOnly }: StepsProps) {
  const { t } = useTranslation('tasks')
  const { task, steps } = node
  const ids = steps.map((step) => step.id)
  const [list, sortable] = useSortable(ids, (id, to) => {
    const moved = steps.find((step) => step.id === id)
    if (moved !== undefined) acts.move(moved, to)
  })
  return (
    <div className={classes['steps']}>
      <ul ref={list} className={classes['list']} aria-label={t('stepsList', { title: task.title })}>
        {steps.map((step) => (
          <li key={step.id} className={classes['step']} data-drop={dropSide(ids, sortable.dragging, step.id)}>
            <Checkbox
              size="xs"
              checked={isDoneState(step.state)}
              disabled={isReadOnly}
              aria-label={t('finish', { title: step.title })}
              onChange={() => acts.setDone(step, !isDoneState(step.state))}
            />
            <InlineText
              label={t('stepTitle')}
              value={step.title}
              isReadOnly={isReadOnly}
              isDone={isDoneState(step.state)}
              onSave={(title) => acts.change(step, { title })}
              onKeyDown={(event) => {
                if (!sortable.moveByKey(step.id, event)) stepFocus(event, 'textarea')
              }}
            />
            {!isReadOnly && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="xs"
                className={classes['remove'] ?? ''}
                aria-label={t('remove', { title: step.title })}
                onClick={() => acts.remove(step)}
              >
                <IconX size={13} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {!isReadOnly && (
        <AddLine
          label={t('addStepTo', { title: task.title })}
          placeholder={t('addStep')}
          keptAs={`step/${task.id}`}
          onAdd={(title) => acts.addStep(task, title)}
        />
      )}
    </div>
  )
}
