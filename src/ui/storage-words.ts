/** Words of what is kept in this browser. Part of messages.ts. */
export const storageWords = {
  title: 'Storage',
  used: 'In use',
  usedOf: (used: string, room: string) => `${used} of ${room}`,
  unknown: 'This browser does not say',
  protection: 'In this browser',
  isProtected: 'Kept until you delete it',
  notProtected: 'May be cleared when the disk is full',
  protect: 'Ask to keep it',
  backup: 'Last plan file of this project',
  noBackup: 'Never',
  retry: 'Save again now',
  hint: 'Projects live in this browser, on this device. A plan file is a copy that you can keep anywhere and open again.',
  recovered: (plan: string) =>
    `The newest copy of ${plan} in this browser was damaged. An older one brought everything back; save a plan file to be safe.`,
  recoveredInPart: (plan: string, changes: string) =>
    `A part of ${plan} in this browser was damaged: its last ${changes} changes could not be read. It is as it was before them.`,
  workerRestarted: 'A background task had stopped and was started again. Nothing is lost.',
  remindFirst: 'There is no plan file of this project yet: it exists in this browser only.',
  deleteProject: 'Delete project',
  deleteAll: 'Delete all data',
  deleteProjectTitle: 'Delete this project?',
  deleteProjectBody: (name: string) =>
    `${name}, its accounts, its plans and their history go from this browser. It can be taken back until this page is closed.`,
  deleteAllTitle: 'Delete all data?',
  deleteAllBody:
    'Every project in this browser goes, and every setting. It can be taken back until this page is closed; plan files stay where they are.',
  deleteWord: 'delete',
  typeToConfirm: 'Type delete to confirm',
  deleted: (name: string) => `${name} is deleted.`,
  deletedAll: 'All data of this browser is deleted.',
  newVersion: 'A new version of Hexwright is ready.',
  proposalOpen: 'Accept or discard the proposal first: it would be gone with the reload.',
  remind: 'The last plan file of this project is more than a week old.',
};
