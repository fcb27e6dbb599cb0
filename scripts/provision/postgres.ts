import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages, isDebianRoot } from './apt.ts'

const debianRoot = '/usr/lib/postgresql'
const otherFolders = ['/opt/homebrew/opt/postgresql/bin', '/usr/local/opt/postgresql/bin', '/usr/pgsql/bin']

function debianFolders(): string[] {
  if (!existsSync(debianRoot)) return []
  return readdirSync(debianRoot)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(debianRoot, version, 'bin'))
}

function installedFolder(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...debianFolders(), ...otherFolders, ...onPath].find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  )
}

/** Folder with PostgreSQL's initdb and postgres, newest first, installed by apt when absent; throws what to do. */
export async function findPostgresBinaries(): Promise<string> {
  const installed = installedFolder()
  if (installed) return installed
  if (isDebianRoot()) {
    await installPackages(['postgresql'])
    const fresh = installedFolder()
    if (fresh) return fresh
  }
  throw new Error(
    'No PostgreSQL found. Install it ("sudo apt-get install postgresql", "brew install postgresql") or set ' +
      'TEST_DATABASE_URL to a server on which the tests may create and drop databases.',
  )
}
