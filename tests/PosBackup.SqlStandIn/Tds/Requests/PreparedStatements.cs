using System.Globalization;

namespace PosBackup.SqlStandIn.Tds.Requests;

/// <summary>A statement kept under a handle, with the declaration of its parameters.</summary>
internal sealed record PreparedStatement(string Text, string Declarations);

/// <summary>What a connection has prepared. Handles are never used twice.</summary>
internal sealed class PreparedStatements
{
    private readonly Dictionary<int, PreparedStatement> _byHandle = [];
    private int _lastHandle;

    public int Add(PreparedStatement statement)
    {
        _byHandle.Add(++_lastHandle, statement);
        return _lastHandle;
    }

    /// <exception cref="SqlErrorException">8179: nothing was prepared under the handle.</exception>
    public PreparedStatement Find(int handle) => _byHandle.TryGetValue(handle, out PreparedStatement? statement) ? statement : throw NotFound(handle);

    /// <inheritdoc cref="Find"/>
    public void Remove(int handle)
    {
        if (!_byHandle.Remove(handle))
            throw NotFound(handle);
    }

    public void Clear() => _byHandle.Clear();

    private static SqlErrorException NotFound(int handle) =>
        new(new SqlMessage(8179, Class: 16, State: 8, string.Create(CultureInfo.InvariantCulture, $"Could not find prepared statement with handle {handle}.")));
}
