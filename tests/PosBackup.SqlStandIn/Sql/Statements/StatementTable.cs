using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>Which statement is run by whom. What is not listed is refused by name.</summary>
internal static class StatementTable
{
    public static Task RunAsync(TSqlStatement statement, Batch batch) => statement switch
    {
        SelectStatement select => SelectStatements.RunAsync(select, batch),
        ExecuteStatement execute => ExecuteStatements.RunAsync(execute, batch),
        WaitForStatement wait => WaitStatements.RunAsync(wait, batch),
        BackupStatement or RestoreStatement or DbccStatement => BackupStatements.RunAsync(statement, batch),
        _ => RunNow(statement, batch),
    };

    private static Task RunNow(TSqlStatement statement, Batch batch)
    {
        switch (statement)
        {
            case InsertStatement insert:
                InsertStatements.Run(insert, batch);
                break;
            case UpdateStatement update:
                UpdateStatements.Run(update, batch);
                break;
            case DeleteStatement delete:
                DeleteStatements.Run(delete, batch);
                break;
            case DeclareVariableStatement declare:
                VariableStatements.Run(declare, batch);
                break;
            case SetVariableStatement set:
                VariableStatements.Run(set, batch);
                break;
            case DeclareTableVariableStatement declare:
                CreateTableStatements.Run(declare, batch);
                break;
            case CreateTableStatement create:
                CreateTableStatements.Run(create, batch);
                break;
            case AlterTableStatement alter:
                AlterTableStatements.Run(alter, batch);
                break;
            case DropTableStatement drop:
                DropTableStatements.Run(drop, batch);
                break;
            case TruncateTableStatement truncate:
                DropTableStatements.Run(truncate, batch);
                break;
            case CreateIndexStatement create:
                IndexStatements.Run(create, batch);
                break;
            case DropIndexStatement drop:
                IndexStatements.Run(drop, batch);
                break;
            case CreateSchemaStatement create:
                SchemaStatements.Run(create, batch);
                break;
            case UseStatement use:
                UseStatements.Run(use, batch);
                break;
            case CreateDatabaseStatement create:
                DatabaseStatements.Run(create, batch);
                break;
            case AlterDatabaseStatement alter:
                AlterDatabaseStatements.Run(alter, batch);
                break;
            case DropDatabaseStatement drop:
                DatabaseStatements.Run(drop, batch);
                break;
            case CheckpointStatement checkpoint:
                CheckpointStatements.Run(checkpoint, batch);
                break;
            case BeginTransactionStatement or CommitTransactionStatement or RollbackTransactionStatement or SaveTransactionStatement:
                TransactionStatements.Run((TransactionStatement)statement, batch);
                break;
            case PredicateSetStatement or SetCommandStatement or SetRowCountStatement or SetTransactionIsolationLevelStatement
                or SetIdentityInsertStatement or SetStatisticsStatement or SetTextSizeStatement or SetErrorLevelStatement or SetOffsetsStatement:
                SettingStatements.Run(statement, batch);
                break;
            case PrintStatement or RaiseErrorStatement or ThrowStatement:
                MessageStatements.Run(statement, batch);
                break;
            case KillStatement kill:
                KillStatements.Run(kill, batch);
                break;
            case CreateLoginStatement or AlterLoginStatement or DropLoginStatement or CreateUserStatement or AlterUserStatement or DropUserStatement
                or AlterAuthorizationStatement or AlterRoleStatement or AlterServerRoleStatement or GrantStatement or DenyStatement or RevokeStatement:
                SecurityStatements.Run(statement, batch);
                break;
            default:
                throw SqlErrors.NotKnown($"the statement {StatementNames.Of(statement)}");
        }

        return Task.CompletedTask;
    }
}
