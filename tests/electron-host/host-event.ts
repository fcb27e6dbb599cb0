/** An event a listener may prevent, as Electron hands it out; `details` become its own properties. */
export class HostEvent {
  defaultPrevented = false

  constructor(details: object = {}) {
    Object.assign(this, details)
  }

  preventDefault(): void {
    this.defaultPrevented = true
  }
}
