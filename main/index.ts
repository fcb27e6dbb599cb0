import path from 'node:path'
import { app, protocol } from 'electron'
import { LINK_SCHEME, linkArgument } from './app/deep-link.ts'
import { startDesktop, type Desktop } from './app/desktop.ts'
import { SCHEME } from './app/origin.ts'

const outDirectory = path.join(import.meta.dirname, '..')

const userData = app.commandLine.getSwitchValue('user-data-dir')
if (userData !== '') app.setPath('userData', path.resolve(userData))

protocol.registerSchemesAsPrivileged([
  {
    scheme: SCHEME,
    privileges: {
      standard: true,
      secure: true,
      supportFetchAPI: true,
      codeCache: true,
      stream: true,
    },
  },
])
app.enableSandbox()

if (app.requestSingleInstanceLock()) live()
else app.quit()

/** The life of the one instance. Never awaits readiness at the top level: Electron waits for this module. */
function live(): void {
  let desktop: Desktop | undefined
  let earlyLink = linkArgument(process.argv)

  registerLinkScheme()
  app.on('open-url', (event, url) => {
    event.preventDefault()
    if (desktop) desktop.followLink(url)
    else earlyLink = url
  })
  app.on('second-instance', (_event, argv) => {
    const link = linkArgument(argv)
    desktop?.showMain()
    if (link !== undefined) desktop?.followLink(link)
  })
  app.on('activate', () => desktop?.showMain())
  app.on('before-quit', () => desktop?.prepareToQuit())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
  void app.whenReady().then(() => {
    desktop = startDesktop(outDirectory)
    desktop.showMain()
    if (earlyLink !== undefined) desktop.followLink(earlyLink)
  })
}

/** During development the system must be told which program to start with which argument. */
function registerLinkScheme(): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
  else app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, [app.getAppPath()])
}
