/** Triggers of the database that see every row that is written. */
import { resources } from '../../src/resources/index.ts'
import type { TestRegister } from './register.ts'

/** Notes each row that is written, and each task whose actors change. */
const WITNESS = `
create table witness (collection text not null, id bigint not null);
create function note_row() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'interne_taak_actor' then
    insert into witness values ('interne_taak', coalesce(new.interne_taak_id, old.interne_taak_id));
  else
    insert into witness values (tg_table_name, coalesce(new.id, old.id));
  end if;
  return null;
end $$;`

/** From now on. */
export const watchAll = (register: TestRegister): Promise<void> =>
  register.database.execute(
    WITNESS +
      ['interne_taak_actor', ...resources.map(({ table }) => table)]
        .map(
          (table) =>
            `create trigger note_row after insert or update or delete on ${table} for each row execute function note_row();`,
        )
        .join('\n'),
  )

/** The rows that were written since the last time: `partij 12`. */
export const witnessed = async (register: TestRegister): Promise<string[]> => {
  const rows = await register.database.query({ text: 'delete from witness returning collection, id::text', values: [] })
  return [...new Set(rows.map(({ collection, id }) => `${collection} ${id}`))].sort()
}
