import type { ApprovalActs } from '../../features/approvals/use-approval-acts.ts'
import type { Draft, DraftContent } from '../../features/drafts/drafts.ts'
import type { ArticleActs } from '../../features/knowledge/use-article-acts.ts'
import type { PersonActs } from '../../features/people/use-person-acts.ts'
import type { PurchaseActs } from '../../features/purchases/use-purchase-acts.ts'
import type { MergeActs } from '../../features/relations/use-merge-acts.ts'
import type { RelationActs } from '../../features/relations/use-relation-acts.ts'
import type { RoleActs } from '../../features/settings/use-role-acts.ts'
import type { SettingActs } from '../../features/settings/use-setting-acts.ts'
import type { AccountApi } from '../../features/sign-in/account-api.ts'
import type { useNoticeActs } from '../../features/sync/notices.ts'
import type { TaskActs } from '../../features/tasks/use-task-acts.ts'
import type { TicketActs } from '../../features/ticket/use-ticket-acts.ts'
import type { PersonalViews } from '../../features/tickets/personal-views.ts'
import type { SharedViewActs } from '../../features/tickets/use-shared-view-acts.ts'
import type { TimerActs } from '../../features/work/timer.ts'
import type { WorkActs } from '../../features/work/use-work-acts.ts'
import type { VisitNotes } from '../../pages/use-visit-notes.ts'
import type { ServerCalls } from '../../platform/server-context.tsx'
import type { FileStore, Replica } from '../../replica/replica.ts'
import type { Desk } from '../desk.ts'

/**
 * How an act fares without a network:
 * - yes: done at once, and sent later if it concerns anybody else
 * - later: asked for at once, done with the next contact
 * - kept: for what lies on this device
 * - server: only the server can answer
 */
export type Offline = 'yes' | 'later' | 'kept' | 'server'

/** Acts of one place of the console: the modules that do them (below `renderer/`), and each with its answer. */
export interface Place {
  readonly modules: readonly string[]
  readonly acts: Readonly<Record<string, Offline>>
}

/** `Acts` is the interface its modules offer, where there is one: an act added to it is missing here to the compiler. */
function place<Acts>(modules: readonly string[], acts: { readonly [K in keyof Acts]: Offline }): Place {
  return { modules, acts: acts as Place['acts'] }
}

const ticketPlaces = {
  newTicket: place(['features/new-ticket/new-ticket-dialog.tsx', 'features/new-ticket/requester-field.tsx'], {
    create: 'yes',
    newRequester: 'yes',
  }),
  ticket: place<TicketActs>(['features/ticket/use-ticket-acts.ts'], {
    setStatus: 'yes',
    moveTo: 'yes',
    setPriority: 'yes',
    followMatrix: 'yes',
    setSeverity: 'yes',
    assign: 'yes',
    set: 'yes',
  }),
  conversation: place(
    [
      'features/conversation/reply-composer.tsx',
      'features/conversation/note-composer.tsx',
      'features/conversation/send-again.tsx',
      'features/conversation/held-reply.tsx',
      'features/conversation/use-split.ts',
    ],
    {
      stay: 'yes',
      pending: 'yes',
      resolved: 'yes',
      note: 'yes',
      sendAgain: 'yes',
      held: 'yes',
      split: 'yes',
    },
  ),
  files: place<Pick<FileStore, 'putFile' | 'openFile'>>(['features/conversation/use-files.ts'], {
    putFile: 'yes',
    openFile: 'kept',
  }),
  drafts: place<Omit<Draft, keyof DraftContent>>(['features/drafts/drafts.ts', 'ui/kept-words.tsx'], {
    change: 'yes',
    clear: 'yes',
  }),
  relations: place<RelationActs & MergeActs>(
    ['features/relations/use-relation-acts.ts', 'features/relations/use-merge-acts.ts'],
    { add: 'yes', remove: 'yes', merge: 'yes', unmerge: 'yes' },
  ),
  tasks: place<TaskActs>(['features/tasks/use-task-acts.ts'], {
    add: 'yes',
    addStep: 'yes',
    change: 'yes',
    setState: 'yes',
    setDone: 'yes',
    move: 'yes',
    remove: 'yes',
  }),
  requests: place<Omit<PurchaseActs, 'whyNot'>>(['features/purchases/use-purchase-acts.ts'], {
    add: 'yes',
    change: 'yes',
    setQuantity: 'yes',
    setPrice: 'yes',
    setState: 'yes',
    notePart: 'yes',
    remove: 'yes',
  }),
  approvals: place<Omit<ApprovalActs, 'whyNot' | 'seats' | 'mayWithdraw'>>(
    ['features/approvals/use-approval-acts.ts'],
    { ask: 'yes', decide: 'yes', delegate: 'yes', withdraw: 'yes' },
  ),
  workHours: place<Omit<TimerActs, 'timer'> & WorkActs>(
    ['features/work/timer.ts', 'features/work/use-work-acts.ts'],
    {
      start: 'yes',
      stop: 'yes',
      toggle: 'yes',
      resume: 'yes',
      clear: 'yes',
      log: 'yes',
      correct: 'yes',
      takeBack: 'yes',
    },
  ),
  today: place(['features/today/pins.ts', 'features/today/packed.ts', 'features/today/use-take-over.ts'], {
    toggle: 'yes',
    pack: 'yes',
    takeOver: 'yes',
  }),
  takeAlong: place(['features/today/take-along-keeper.tsx'], { fetch: 'later' }),
  visit: place<VisitNotes>(['pages/use-visit-notes.ts'], { addPhotos: 'yes', addSignature: 'yes' }),
}

const deskPlaces = {
  lists: place(['features/tickets/column-choice.ts', 'features/tickets/use-list-export.ts'], {
    columns: 'yes',
    export: 'yes',
  }),
  bulk: place(['features/tickets/use-bulk-acts.ts'], {
    assign: 'yes',
    team: 'yes',
    status: 'yes',
    priority: 'yes',
    tag: 'yes',
  }),
  olderTickets: place<Pick<Replica['older'], 'load'>>(['features/tickets/older-tickets.tsx'], {
    load: 'server',
  }),
  views: place<Omit<PersonalViews, 'views'>>(['features/tickets/personal-views.ts'], {
    save: 'yes',
    rename: 'yes',
    remove: 'yes',
  }),
  sharedViews: place<Omit<SharedViewActs, 'mayShare' | 'mayChange'>>(
    ['features/tickets/use-shared-view-acts.ts'],
    { share: 'yes', update: 'yes', rename: 'yes', retire: 'yes' },
  ),
  articleDrafts: place(['features/knowledge/article-drafts.ts'], { keep: 'yes' }),
  knowledge: place<ArticleActs>(['features/knowledge/use-article-acts.ts'], {
    write: 'yes',
    writeFrom: 'yes',
    change: 'yes',
    publish: 'yes',
    restore: 'yes',
    rate: 'yes',
  }),
  people: place<PersonActs>(['features/people/use-person-acts.ts'], { set: 'yes', create: 'yes' }),
  settings: place<Omit<SettingActs, 'mayCreate' | 'mayChange'>>(['features/settings/use-setting-acts.ts'], {
    create: 'yes',
    change: 'yes',
    setActive: 'yes',
    move: 'yes',
  }),
  roles: place<Omit<RoleActs, 'mayChange'>>(['features/settings/use-role-acts.ts'], {
    give: 'yes',
    take: 'yes',
  }),
  notices: place<ReturnType<typeof useNoticeActs>>(['features/sync/notices.ts'], {
    takeMine: 'yes',
    release: 'yes',
    dismiss: 'yes',
    tryAgain: 'yes',
  }),
}

const programPlaces = {
  /** What the palette offers, by the ids of commands; those of a family, such as `status-open`, count once. */
  commands: place(
    [
      'app/console-commands.ts',
      'app/device-commands.ts',
      'pages/printing/print-commands.ts',
      'pages/ticket-commands.ts',
      'pages/work-commands.ts',
      'pages/writing-commands.ts',
    ],
    {
      'new-ticket': 'yes',
      search: 'yes',
      go: 'yes',
      reply: 'yes',
      note: 'yes',
      article: 'yes',
      'insert-reply': 'yes',
      'insert-article': 'yes',
      assign: 'yes',
      'assign-me': 'yes',
      status: 'yes',
      priority: 'yes',
      task: 'yes',
      purchase: 'yes',
      approval: 'yes',
      'log-time': 'yes',
      timer: 'yes',
      print: 'yes',
      theme: 'yes',
      language: 'yes',
      density: 'yes',
      split: 'yes',
      shortcuts: 'yes',
      offline: 'yes',
      'sync-now': 'later',
      'open-sync': 'yes',
      devices: 'server',
      'import-outbox': 'server',
      'sign-out': 'yes',
    },
  ),
  preferences: place(['ui/preferences.ts'], { change: 'yes' }),
  sync: place<Pick<Replica, 'syncNow' | 'exportOutbox'>>(
    [
      'features/sync/sync-drawer.tsx',
      'features/sync/outbox-tab.tsx',
      'features/sign-in/sign-out-dialog.tsx',
      'app/storage-banner.tsx',
      'app/lease-over.tsx',
    ],
    { syncNow: 'later', exportOutbox: 'yes' },
  ),
  presence: place<Pick<ServerCalls, 'watchPresence'>>(['features/presence/use-presence.ts'], {
    watchPresence: 'server',
  }),
  devices: place<Omit<ServerCalls, 'watchPresence'>>(
    [
      'features/devices/devices-dialog.tsx',
      'features/devices/use-desk-devices.ts',
      'features/sync/import-dialog.tsx',
    ],
    {
      devices: 'server',
      revokeDevice: 'server',
      importOutbox: 'server',
    },
  ),
  signIn: place<Pick<Desk, 'signIn' | 'renew' | 'reopen' | 'signOut'> & Pick<AccountApi, 'firstRun'>>(
    ['app/desk.ts', 'app/signed-in.tsx', 'app/sign-in-stage.tsx', 'features/sign-in/account-api.ts'],
    { firstRun: 'server', signIn: 'server', renew: 'server', reopen: 'yes', signOut: 'yes' },
  ),
}

/** Every act of the console, and whether it works with the network off. */
export const OFFLINE_TABLE: Readonly<Record<string, Place>> = {
  ...ticketPlaces,
  ...deskPlaces,
  ...programPlaces,
}
