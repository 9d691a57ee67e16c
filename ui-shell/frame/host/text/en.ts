/** What people are told about plugins that run outside the page. */
export const en = {
  late: (name: string, seconds: number) => `${name} did not start within ${seconds} s`,
  closed: (name: string) => `${name} was closed before it had started`,
  hangs: (name: string) => `${name} stopped answering and was ended`,
  oneHangs: (name: string, all: string) => `${name} was ended: one of ${all} stopped answering, and they share a process`,
  floods: (name: string) => `${name} sent more messages than a page can hear and was ended`,
  babbles: (name: string) => `${name} sent something that is no message of the contract and was ended`,
  noCall: (name: string, call: string) => `${name} asked the page for "${call}", which it does not do here`,
  noRequest: (name: string, request: string) => `${name} may ask this server only for routes of its own, and ${request} is none`,
  noChannel: (name: string, channel: string) => `${name} may listen only to channels of its own, and ${channel} is none`,
  noLink: (name: string) => `${name} named an address that is no link`,
  notPressed: (name: string) => `${name} wanted to leave the page though nobody had pressed anything`,
  noPanel: (id: string) => `The panel "${id}" may not run in a page of this plugin: it is not signed at a level for that, or not there`,
  leads: (name: string, address: string) => `${name} leads to ${address}`,
  open: 'Open',
};
