/** What a member of an entity may do: viewers read, members write, admins also manage. */
export type Role = 'ADMIN' | 'MEMBER' | 'VIEWER'
