namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>SET DATEFORMAT: in which order day, month and year are read from text.</summary>
internal enum DateOrder
{
    Mdy,
    Dmy,
    Ymd,
    Ydm,
    Myd,
    Dym,
}
