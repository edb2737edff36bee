using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>CREATE DATABASE and DROP DATABASE.</summary>
internal static class DatabaseStatements
{
    public static void Run(CreateDatabaseStatement create, Batch batch)
    {
        SessionContext session = batch.Session;
        if (session.Transaction.Count > 0)
            throw SqlErrors.StatementInTransaction("CREATE DATABASE");
        if (!session.Permissions.CanCreateAnyDatabase)
            throw SqlErrors.Denied("CREATE DATABASE", "master");
        if (create.AttachMode != AttachMode.None || create.DatabaseSnapshot is not null || create.CopyOf is not null || create.Containment is not null || create.Options.Count > 0)
            throw SqlErrors.NotKnown("CREATE DATABASE with FOR ATTACH, AS SNAPSHOT or options");
        FileDeclaration[] data = [.. create.FileGroups.SelectMany(group => group.FileDeclarations)];
        if (data.Length > 1 || create.LogOn.Count > 1)
            throw SqlErrors.NotKnown("databases of more than one data file and one log file");
        if (create.Collation is { } collation)
            CollationNames.ToSqlite(collation.Value);

        session.Instance.CreateDatabase(create.DatabaseName.Value, facts => facts with
        {
            Owner = session.State.LoginName,
            Collation = create.Collation?.Value ?? facts.Collation,
            DataName = Option<NameFileDeclarationOption>(data)?.LogicalFileName.Value ?? facts.DataName,
            DataFile = Option<FileNameFileDeclarationOption>(data)?.OSFileName.Value ?? facts.DataFile,
            LogName = Option<NameFileDeclarationOption>(create.LogOn)?.LogicalFileName.Value ?? facts.LogName,
            LogFile = Option<FileNameFileDeclarationOption>(create.LogOn)?.OSFileName.Value ?? facts.LogFile,
        });
        batch.Response.Done(DoneCodes.CreateDatabase, rowCount: null);
    }

    public static void Run(DropDatabaseStatement drop, Batch batch)
    {
        SessionContext session = batch.Session;
        if (session.Transaction.Count > 0)
            throw SqlErrors.StatementInTransaction("DROP DATABASE");
        foreach (Identifier name in drop.Databases)
        {
            Database? database = session.Instance.Find(name.Value);
            if (database is null && drop.IsIfExists)
                continue;
            if (database is not null && !session.Permissions.IsOwner(database) && !session.Permissions.CanCreateAnyDatabase)
                throw SqlErrors.CannotDrop("database", name.Value);
            batch.Release();
            session.Instance.DropDatabase(name.Value, session.State);
        }

        batch.Response.Done(DoneCodes.DropDatabase, rowCount: null);
    }

    // Sizes and growth are read and have no effect: files are as large as their rows.
    private static T? Option<T>(IEnumerable<FileDeclaration> files)
        where T : FileDeclarationOption
    {
        FileDeclarationOption? unknown = files.SelectMany(file => file.Options).FirstOrDefault(option =>
            option.OptionKind is not (FileDeclarationOptionKind.Name or FileDeclarationOptionKind.FileName or FileDeclarationOptionKind.Size or FileDeclarationOptionKind.MaxSize or FileDeclarationOptionKind.FileGrowth));
        return unknown is null ? files.SelectMany(file => file.Options).OfType<T>().FirstOrDefault() : throw SqlErrors.NotKnown($"the file option {unknown.OptionKind}");
    }
}
