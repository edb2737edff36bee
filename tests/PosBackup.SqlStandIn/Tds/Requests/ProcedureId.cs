namespace PosBackup.SqlStandIn.Tds.Requests;

/// <summary>Procedures that an RPC can call by number. The names are the procedures' own.</summary>
internal enum ProcedureId : ushort
{
    sp_cursor = 1,
    sp_cursoropen = 2,
    sp_cursorprepare = 3,
    sp_cursorexecute = 4,
    sp_cursorprepexec = 5,
    sp_cursorunprepare = 6,
    sp_cursorfetch = 7,
    sp_cursoroption = 8,
    sp_cursorclose = 9,
    sp_executesql = 10,
    sp_prepare = 11,
    sp_execute = 12,
    sp_prepexec = 13,
    sp_prepexecrpc = 14,
    sp_unprepare = 15,
}
