import { Badge, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Value } from 'typebox/value'
import type { ImportResult } from '#shared/protocol/outbox-file.ts'
import { Mutation } from '#shared/protocol/wire.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { ticketIdOf, useMutationWords } from './mutation-words.ts'
import classes from './sync-drawer.module.css'
import { useTicketNames } from './use-ticket-names.ts'

/** More lines than this say nothing more. */
const MOST_SHOWN = 200

interface ImportResultsProps {
  readonly mutations: readonly unknown[]
  /** What became of the first of them, in their order. */
  readonly results: readonly ImportResult[]
}

/** What became of each change that was handed in, those that need somebody first. */
export function ImportResults({ mutations, results }: ImportResultsProps) {
  const { t } = useTranslation('device')
  const lines = useMemo(
    () =>
      results
        .map((result, at) => ({ result, mutation: readable(mutations[at]), at }))
        .toSorted((a, b) => Number(isFine(a.result)) - Number(isFine(b.result))),
    [mutations, results],
  )
  const ids = useMemo(
    () =>
      lines.flatMap(({ mutation }) =>
        mutation ? [ticketIdOf(mutation.collection, mutation.docId, mutation.patch)] : [],
      ),
    [lines],
  )
  const nameOf = useTicketNames(ids)
  const fine = results.filter(isFine).length
  return (
    <>
      <Text size="sm" fw={600} role="status">
        {t('import.done', { fine, count: results.length })}
      </Text>
      <ol className={classes['list']} aria-label={t('import.results')}>
        {lines.slice(0, MOST_SHOWN).map(({ result, mutation, at }) => (
          <ResultItem key={at} result={result} mutation={mutation} line={at + 1} nameOf={nameOf} />
        ))}
      </ol>
      {lines.length > MOST_SHOWN && (
        <Text size="sm">{t('import.more', { count: lines.length - MOST_SHOWN })}</Text>
      )}
    </>
  )
}

interface ResultItemProps {
  readonly result: ImportResult
  readonly mutation: Mutation | undefined
  readonly line: number
  readonly nameOf: (ticketId: string) => string
}

function ResultItem({ result, mutation, line, nameOf }: ResultItemProps) {
  const { t } = useTranslation('device')
  const words = useMutationWords()
  const { refusalText } = useRefusals()
  const { answer } = result
  const refusal = answer?.refusal ?? result.refusal
  const status = answer?.status ?? 'rejected'
  return (
    <li className={classes['item']}>
      <div className={classes['itemTitle']}>
        <span>{mutation ? sentences(mutation, words, nameOf) : t('import.line', { line })}</span>
        <Badge size="sm" flex="none" variant="light" color={isFine(result) ? 'gray' : 'red'}>
          {t(`import.status.${status}`)}
        </Badge>
      </div>
      {refusal !== undefined && <div className={classes['error']}>{refusalText(refusal)}</div>}
    </li>
  )
}

function sentences(
  { collection, docId, op, patch, prev = {} }: Mutation,
  words: ReturnType<typeof useMutationWords>,
  nameOf: (ticketId: string) => string,
): string {
  const ticketName = nameOf(ticketIdOf(collection, docId, patch)) || String(patch['label'] ?? '')
  return words({ collection, op, patch, prev, ticketName }).join(' · ')
}

function readable(sent: unknown): Mutation | undefined {
  return Value.Check(Mutation, sent) ? sent : undefined
}

function isFine({ answer }: ImportResult): boolean {
  return answer?.status === 'accepted' || answer?.status === 'merged'
}
