import type { ReactNode } from 'react'
import { linkedText } from './linked-text.ts'
import classes from './print.module.css'

interface PrintPartProps {
  readonly title: string
  readonly children: ReactNode
}

/** One part of the paper under its heading. */
export function PrintPart({ title, children }: PrintPartProps) {
  return (
    <section className={classes['part']}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** What somebody wrote, with its lines; addresses can be followed in a saved document. */
export function PrintText({ text }: { readonly text: string }) {
  return (
    <div className={classes['text']}>
      {linkedText(text).map((piece, index) =>
        piece.href === '' ? (
          piece.text
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text in their order
          <a key={index} href={piece.href}>
            {piece.text}
          </a>
        ),
      )}
    </div>
  )
}

/** A name and what it is, for two columns of them. */
export interface Fact {
  readonly label: string
  readonly value: string
}

/** Facts in two columns; those without a value are left out. */
export function PrintFacts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes['facts']}>
      {facts
        .filter(({ value }) => value !== '')
        .map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
