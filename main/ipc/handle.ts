import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { Value } from 'typebox/value'
import {
  invokeChannels,
  type InvokeArgs,
  type InvokeChannel,
  type InvokeReply,
} from '#shared/ipc/channels.ts'
import { refuse, type Result } from '#shared/kernel/result.ts'

/** What a channel does: parsed arguments and the page that asked, a value or a refusal back. */
export type Handler<C extends InvokeChannel> = (
  args: InvokeArgs<C>,
  sender: WebContents,
) => Result<InvokeReply<C>> | Promise<Result<InvokeReply<C>>>

/** One handler for every channel: a missing one does not compile. */
export type Handlers = { readonly [C in InvokeChannel]: Handler<C> }

/** What the guard needs to know, and where bugs are reported. */
export interface HandleRules {
  readonly isOwnUrl: (url: string) => boolean
  readonly report: (channel: InvokeChannel, error: unknown) => void
}

type Asker = Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>

/** Registers every channel: the sender is checked, then the arguments are parsed, then the handler acts. */
export function handleAll(ipcMain: Pick<IpcMain, 'handle'>, handlers: Handlers, rules: HandleRules): void {
  for (const channel of Object.keys(invokeChannels) as InvokeChannel[]) {
    ipcMain.handle(channel, (event, ...sent: unknown[]) =>
      answer(channel, handlers[channel] as Handler<InvokeChannel>, { event, sent, rules }),
    )
  }
}

async function answer(
  channel: InvokeChannel,
  handler: Handler<InvokeChannel>,
  { event, sent, rules }: { event: Asker; sent: readonly unknown[]; rules: HandleRules },
): Promise<Result<unknown>> {
  if (!isOwnTopFrame(event, rules.isOwnUrl)) return refuse('untrusted-sender')
  const [args] = sent
  if (sent.length !== 1 || !Value.Check(invokeChannels[channel].args, args)) {
    return refuse('invalid-arguments')
  }
  try {
    return await handler(args as InvokeArgs<InvokeChannel>, event.sender)
  } catch (error) {
    rules.report(channel, error)
    return refuse('unexpected')
  }
}

function isOwnTopFrame(event: Asker, isOwnUrl: (url: string) => boolean): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isOwnUrl(frame.url)
}
