using Microsoft.Data.SqlClient;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>A user of a database whose login the instance does not have: a restore to another instance leaves such.</summary>
/// <param name="Name">Name of the user.</param>
/// <param name="Login">A login of the same name, which the user can be tied to; null when there is none.</param>
internal sealed record OrphanedUser(string Name, string? Login)
{
    /// <summary>The statement that ties user and login together, to be run in the database; null without a login.</summary>
    public string? Fix => Login is { } login ? $"ALTER USER {SqlQuote.Name(Name)} WITH LOGIN = {SqlQuote.Name(login)};" : null;
}

/// <summary>
/// Finds users without a login, and ties them to one. Users and logins are read apart and compared here: their names may be of two
/// collations, which SQL Server does not compare.
/// </summary>
internal static class OrphanedUsersQuery
{
    private const int AuthenticationSince = 11;

    /// <summary>dbo, guest, INFORMATION_SCHEMA and sys come with every database.</summary>
    private const string Users = "dp.principal_id > 4 AND dp.sid IS NOT NULL AND dp.type IN ('S', 'U', 'G')";

    /// <summary>From 2012 on the database tells who logs in by an instance's login (1) or Windows (3), and not by itself.</summary>
    private const string ByAuthentication = "dp.authentication_type IN (1, 3)";

    /// <summary>Before, a SQL user without login shows by the length of its SID.</summary>
    private const string BySid = "(dp.type <> 'S' OR DATALENGTH(dp.sid) <= 16)";

    /// <summary>The orphans of a database that can be read, by name.</summary>
    public static async Task<IReadOnlyList<OrphanedUser>> ReadAsync(SqlSession session, InstanceFacts instance, string database, CancellationToken cancellationToken)
    {
        string condition = instance.Version.Major >= AuthenticationSince ? ByAuthentication : BySid;
        string text = $"""
            USE {SqlQuote.Name(database)};
            SELECT dp.name, dp.sid FROM sys.database_principals AS dp WHERE {Users} AND {condition} ORDER BY dp.name;
            USE [master];
            """;
        IReadOnlyList<(string Name, string Sid)> users = await session.QueryAsync(
            text, Principal, $"list of users of {database}", StatementPurpose.Restore, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<(string Name, string Sid)> logins = await session.QueryAsync(
            "SELECT sp.name, sp.sid FROM master.sys.server_principals AS sp WHERE sp.type IN ('S', 'U', 'G');", Principal, cancellationToken).ConfigureAwait(false);
        HashSet<string> known = [.. logins.Select(login => login.Sid)];
        return [.. users.Where(user => !known.Contains(user.Sid)).Select(user => new OrphanedUser(user.Name, LoginOf(user.Name, logins)))];
    }

    /// <summary>Runs a user's <see cref="OrphanedUser.Fix"/>.</summary>
    public static Task FixAsync(SqlSession session, string database, OrphanedUser user, CancellationToken cancellationToken) => session.QueryAsync(
        $"""
        USE {SqlQuote.Name(database)};
        {user.Fix ?? throw new ArgumentException("There is no login to tie the user to.", nameof(user))}
        USE [master];
        """,
        static _ => 0,
        $"tying user {user.Name} of {database} to login {user.Login}",
        StatementPurpose.Restore,
        cancellationToken);

    private static (string Name, string Sid) Principal(SqlDataReader row) => (row.Text("name"), Convert.ToHexString(row.Bytes("sid")));

    private static string? LoginOf(string user, IReadOnlyList<(string Name, string Sid)> logins) =>
        logins.Select(login => login.Name)
            .Where(name => name.Equals(user, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(name => name.Equals(user, StringComparison.Ordinal))
            .FirstOrDefault();
}
