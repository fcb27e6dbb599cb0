import { IconBook2 } from '@tabler/icons-react'
import type { ArticleHit } from '../../contract.ts'
import { hrefOf } from '../route.ts'

/** Articles as links, with how each begins. `newTab` keeps what is being written where it is. */
export function ArticleList({
  articles,
  newTab = false,
}: {
  readonly articles: readonly ArticleHit[]
  readonly newTab?: boolean
}) {
  return (
    <ul className="p-cards">
      {articles.map(({ id, title, excerpt }) => (
        <li key={id}>
          <a
            className="p-card p-article"
            href={hrefOf({ page: 'article', id })}
            {...(newTab ? { target: '_blank', rel: 'noopener' } : {})}
          >
            <IconBook2 size={20} aria-hidden />
            <span>
              <span className="p-article-title">{title}</span>
              <span className="p-dim">{excerpt}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
