using PosBackup.SqlStandIn.Sql.Parsing;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Statements;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql;

/// <summary>Logs clients in to an instance.</summary>
public sealed class SqlSessionFactory(Instance instance) : ISqlSessionFactory
{
    private readonly SqlParser _parser = new(instance.Identity.ProductVersion);

    public ISqlSession Open(LoginRequest login)
    {
        ArgumentNullException.ThrowIfNull(login);
        Login known = instance.Logins.Check(login.UserName, login.Password)
            ?? throw new SqlErrorException(new SqlMessage(18456, 14, 1, $"Login failed for user '{login.UserName}'."));
        Language language = FindLanguage(login);
        string name = login.Database.Length == 0 ? "master" : login.Database;
        Database database = instance.Find(name) is { } found && found.State == DatabaseState.Online && known.CanEnter(found) ? found : throw CannotOpen(name, login.UserName);

        SessionState state = instance.Sessions.Open(known.Name, login.HostName, login.ApplicationName, database.Name, language.Name, instance.Clock.GetLocalNow());
        var session = new SessionContext(instance, state, _parser);
        try
        {
            DatabaseAccess.RequireUserAccess(database, session);
        }
        catch (SqlErrorException)
        {
            session.Dispose();
            instance.Sessions.Close(state);
            throw CannotOpen(name, login.UserName);
        }

        session.Speak(language);
        return new SqlSession(session, database.Name, language);
    }

    private Language FindLanguage(LoginRequest login)
    {
        string wanted = login.Language.Length == 0 ? instance.Options.Language : login.Language;
        return Languages.Find(wanted) ?? Languages.Find(instance.Options.Language)
            ?? throw new SqlErrorException(new SqlMessage(SqlErrors.NotInStandIn, 16, 1, $"The SQL Server stand-in does not know the language {wanted}."));
    }

    private static SqlErrorException CannotOpen(string database, string user) => new(
        new SqlMessage(4060, 11, 1, $"Cannot open database \"{database}\" requested by the login. The login failed."),
        new SqlMessage(18456, 14, 1, $"Login failed for user '{user}'."));
}
